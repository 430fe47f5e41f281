import type { Block } from "./block.ts";
import { condition } from "./condition.ts";
import { delay } from "./delay.ts";
import { emitEvent } from "./emit-event.ts";
import { end } from "./end.ts";
import { goal } from "./goal.ts";
import { getOrder } from "./get-order.ts";
import { addToSegment, removeFromSegment } from "./segment.ts";
import { sendEmail } from "./send-email.ts";
import { startWorkflow } from "./start-workflow.ts";
import { start } from "./start.ts";
import { waitForEvent } from "./wait-for-event.ts";

/** Every kind of block. A new kind is a module beside these and a line here. */
const kinds = [
  start,
  delay,
  waitForEvent,
  condition,
  goal,
  emitEvent,
  startWorkflow,
  sendEmail,
  getOrder,
  addToSegment,
  removeFromSegment,
  end,
];

/** A kind whose config type is forgotten: its schema is what guards `perform`. */
export type AnyBlock = Block<unknown>;

export const blockKinds: ReadonlyMap<string, AnyBlock> = new Map(
  kinds.map((block) => [block.kind, block as unknown as AnyBlock]),
);

/** The ways out of a block, by its kind and settings. */
export function branchesOf(block: AnyBlock, config: unknown): readonly string[] {
  return typeof block.branches === "function" ? block.branches(config) : block.branches;
}
