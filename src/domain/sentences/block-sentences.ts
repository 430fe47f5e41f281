import { writerOf } from "./writer.ts";

/** What a block does, in a line, by its settings. Temporal's pages show it too. */
export const blockSentences = {
  start: "Start",
  end: "End",
  // Waits
  wait: "Wait {span:span}",
  waitForEvent: 'Wait for "{key}", {span:span} at most',
  waitUntil: "Wait until {what:sentence}",
  waitForHours: "Wait for {hours:hours}",
  waitForHoursBut: "Wait for {hours:hours}, not on {holidays}",
  // Logic
  condition: "Condition",
  branch: "Branch: {names}, else",
  branchOfNone: "Branch: else",
  branchByTime: "Branch by time: {names}, else",
  branchByTimeOfNone: "Branch by time: else",
  split: "Split: {shares}",
  splitOfNone: "Split",
  checkPoint: 'Check point "{name}"',
  goal: "Goal",
  goalOf: 'Goal "{key}"',
  // Events
  sendEvent: 'Send event "{key}"',
  sendEventToEach: 'Send "{key}" to each of "{segment}"',
  startWorkflow: "Start workflow",
  // Messages
  email: "E-mail",
  emailOf: 'E-mail "{subject}"',
  // Kinds of messages that are called by their labels
  sendSms: "Send SMS",
  sendWebPush: "Send web push",
  sendMobilePush: "Send mobile push",
  sendInApp: "Send in-app message",
  sendTelegram: "Send Telegram message",
  sendWhatsapp: "Send WhatsApp message",
  sendViber: "Send Viber message",
  sendSlack: "Send Slack message",
  oneOfMany: "One of {number:number} messages",
  emailToSegment: 'E-mail to segment "{segment}"',
  /** As `toSegment` says it of an e-mail, whose subject may have quotes in it. */
  emailOfToSegment: 'E-mail "{subject}" to segment "{segment}"',
  toSegment: '{what:sentence} to segment "{segment}"',
  // Data
  webhook: "Webhook {call}",
  setVariable: "Set variable {name:name}",
  order: "Get order by {param}",
  latestOrder: "Get latest order",
  latestOrderOfStatus: "Get latest order with the status {status:statuses}",
  products: "Get products as {variable:name}",
  promoCode: 'Promo code of "{pool}"',
  contact: "Get contact as {variable:name}",
  contactExists: "Contact exists?",
  createContact: "Create contact as {variable:name}",
  updateContact: "Update contact",
  updateFields: "Update {names}",
  confirmEmail: "Confirm e-mail address",
  subscribeAgain: "Subscribe again",
  subscribeAgainBy: "Subscribe again by {channel:channel}",
  subscribe: 'Subscribe to "{topic}"',
  subscribeBy: 'Subscribe to "{topic}" by {channel:channel}',
  unsubscribeFromAll: "Unsubscribe from everything",
  unsubscribeFromAllBy: "Unsubscribe from everything by {channel:channel}",
  unsubscribe: 'Unsubscribe from "{topic}"',
  unsubscribeBy: 'Unsubscribe from "{topic}" by {channel:channel}',
  addToSegment: 'Add to segment "{segment}"',
  removeFromSegment: 'Remove from segment "{segment}"',
} as const;

export const sayBlock = writerOf(blockSentences);
