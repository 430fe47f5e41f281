import { telegramCase } from "../cases/chats.ts";
import { conforms } from "../conformance.ts";

conforms(telegramCase);
