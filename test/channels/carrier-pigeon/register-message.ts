import type { AnyMessageKind } from "../../../src/blocks/message-kind.ts";
import { messageKinds } from "../../../src/blocks/message-kinds.ts";
import { pigeonMessage } from "./blocks.ts";

/** The line that its message has in src/blocks/message-kinds.ts, before the block is made that reads them. */
(messageKinds as unknown as AnyMessageKind[]).push(pigeonMessage);
