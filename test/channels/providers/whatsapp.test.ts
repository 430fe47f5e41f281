import { whatsappCase } from "../cases/chats.ts";
import { conforms } from "../conformance.ts";

conforms(whatsappCase);
