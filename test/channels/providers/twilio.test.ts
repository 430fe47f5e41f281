import { twilioCase } from "../cases/twilio.ts";
import { conforms } from "../conformance.ts";

conforms(twilioCase);
