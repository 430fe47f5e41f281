import { vapidCase } from "../cases/vapid.ts";
import { conforms } from "../conformance.ts";

conforms(vapidCase);
