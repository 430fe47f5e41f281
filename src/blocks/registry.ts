import type { Block } from "./block.ts";
import { branchByTime } from "./branch-by-time.ts";
import { branch } from "./branch.ts";
import { checkPoint } from "./check-point.ts";
import { condition } from "./condition.ts";
import { confirmContact } from "./confirm-contact.ts";
import { contactExists } from "./contact-exists.ts";
import { createContact } from "./create-contact.ts";
import { delay } from "./delay.ts";
import { emitEvent } from "./emit-event.ts";
import { emitToSegment } from "./emit-to-segment.ts";
import { end } from "./end.ts";
import { goal } from "./goal.ts";
import { getContact } from "./get-contact.ts";
import { getOrder } from "./get-order.ts";
import { getProducts } from "./get-products.ts";
import { promoCode } from "./promo-code.ts";
import { randomSplit } from "./random-split.ts";
import { addToSegment, removeFromSegment } from "./segment.ts";
import { oneOfMany } from "./one-of-many.ts";
import { sendEmail } from "./send-email.ts";
import { sendToSegment } from "./send-to-segment.ts";
import { sendSlack, sendTelegram, sendViber, sendWhatsapp } from "./chat-messages.ts";
import { sendInApp, sendMobilePush, sendSms, sendWebPush } from "./short-messages.ts";
import { setVariable } from "./set-variable.ts";
import { startWorkflow } from "./start-workflow.ts";
import { start } from "./start.ts";
import { subscribe, unsubscribe } from "./subscribe.ts";
import { timeWindow } from "./time-window.ts";
import { updateContact } from "./update-contact.ts";
import { waitForEvent } from "./wait-for-event.ts";
import { waitUntil } from "./wait-until.ts";
import { askedBranches, namedBranches } from "./branches.ts";
import { webhook } from "./webhook.ts";

/** Every kind of block. A new kind is a module beside these and a line here. */
const kinds = [
  start,
  delay,
  waitUntil,
  timeWindow,
  waitForEvent,
  condition,
  branch,
  branchByTime,
  randomSplit,
  checkPoint,
  setVariable,
  goal,
  emitEvent,
  emitToSegment,
  startWorkflow,
  sendEmail,
  sendSms,
  sendWebPush,
  sendMobilePush,
  sendInApp,
  sendTelegram,
  sendWhatsapp,
  sendViber,
  sendSlack,
  oneOfMany,
  sendToSegment,
  webhook,
  getOrder,
  getProducts,
  promoCode,
  getContact,
  contactExists,
  createContact,
  updateContact,
  confirmContact,
  subscribe,
  unsubscribe,
  addToSegment,
  removeFromSegment,
  end,
];

/** A kind whose config type is forgotten: its schema is what guards `perform`. */
export type AnyBlock = Block<unknown>;

export const blockKinds: ReadonlyMap<string, AnyBlock> = new Map(
  kinds.map((block) => [block.kind, block as unknown as AnyBlock]),
);

/** The branches of a block, by its kind and settings, which may be half-made. */
export function branchesOf(
  { branches, optionalBranches = [] }: AnyBlock,
  config: unknown,
): readonly string[] {
  const own = "of" in branches ? namedBranches(branches, config) : branches;
  return [...own, ...askedBranches(optionalBranches, config)];
}
