import type { MessageSummary } from "../../../src/contract/api/message.ts";
import type { Wire } from "./wire.ts";

export type MessageItem = Wire<MessageSummary>;
