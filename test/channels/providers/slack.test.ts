import { slackCase } from "../cases/chats.ts";
import { conforms } from "../conformance.ts";

conforms(slackCase);
