import { sesCase } from "../cases/emails.ts";
import { conforms } from "../conformance.ts";

conforms(sesCase);
