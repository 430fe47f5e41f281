import { chatAdapter } from "../chat-adapter.ts";
import { slack } from "./description.ts";

export const slackAdapter = chatAdapter({ description: slack });
