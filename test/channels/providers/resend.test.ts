import { resendCase } from "../cases/emails.ts";
import { conforms } from "../conformance.ts";

conforms(resendCase);
