import { postmarkCase } from "../cases/emails.ts";
import { conforms } from "../conformance.ts";

conforms(postmarkCase);
