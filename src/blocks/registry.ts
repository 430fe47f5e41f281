import type { Block } from "./block.ts";
import { condition } from "./condition.ts";
import { delay } from "./delay.ts";
import { end } from "./end.ts";
import { getOrder } from "./get-order.ts";
import { addToSegment, removeFromSegment } from "./segment.ts";
import { sendEmail } from "./send-email.ts";
import { start } from "./start.ts";

/** Every kind of block. A new kind is a module beside these and a line here. */
const kinds = [start, delay, condition, sendEmail, getOrder, addToSegment, removeFromSegment, end];

/** A kind whose config type is forgotten: its schema is what guards `perform`. */
export type AnyBlock = Block<unknown>;

export const blockKinds: ReadonlyMap<string, AnyBlock> = new Map(
  kinds.map((block) => [block.kind, block as unknown as AnyBlock]),
);
