import { mailgunCase } from "../cases/emails.ts";
import { conforms } from "../conformance.ts";

conforms(mailgunCase);
