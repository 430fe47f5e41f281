import { chatAdapter } from "../chat-adapter.ts";
import { telegram } from "./description.ts";

export const telegramAdapter = chatAdapter({ description: telegram });
