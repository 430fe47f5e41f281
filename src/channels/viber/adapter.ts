import { chatAdapter } from "../chat-adapter.ts";
import { viber } from "./description.ts";

export const viberAdapter = chatAdapter({ description: viber });
