import { sendgridCase } from "../cases/emails.ts";
import { conforms } from "../conformance.ts";

conforms(sendgridCase);
