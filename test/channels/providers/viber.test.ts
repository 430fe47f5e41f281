import { viberCase } from "../cases/chats.ts";
import { conforms } from "../conformance.ts";

conforms(viberCase);
