/**
 * What the pages call the facts that are always there, by their names below the root: pickers list
 * them so (`src/services/fact-paths`), and conditions in words name them so (`nameOfFact`).
 */

/** Below `contact`, or a variable that holds another one. */
export const contactLabels = {
  email: "E-mail",
  phone: "Phone",
  firstName: "First name",
  lastName: "Last name",
  language: "Language",
  timeZone: "Time zone",
  segments: "Segments",
  topics: "Topics subscribed to",
  emailConfirmed: "E-mail confirmed",
  topicsByChannel: "Topics subscribed to by a channel",
  unsubscribedChannels: "Channels unsubscribed from",
  unsubscribed: "Unsubscribed from marketing",
  "rfm.class": "RFM class",
  "rfm.recency": "RFM recency, 1 to 5",
  "rfm.frequency": "RFM frequency, 1 to 5",
  "rfm.monetary": "RFM monetary, 1 to 5",
  "rfm.since": "In its RFM class since",
  id: "Campanile's id",
} as const;

/** Below `event`, or a block that waited for one. */
export const eventLabels = {
  typeKey: "Event type",
  keyValue: "Event key",
  receivedAt: "Received at",
  occurredAt: "Occurred at",
} as const;

/** Below `order`. */
export const orderLabels = {
  externalId: "Order number",
  status: "Status",
  totalCost: "Total",
  currency: "Currency",
  date: "Date",
  items: "Items",
} as const;

/** Below a block that has sent a message. */
export const messageLabels = {
  sent: "Sent",
  delivered: "Delivered",
  bounced: "Bounced",
  opened: "Opened",
  clicked: "Clicked",
  complained: "Complained about",
  replied: "Replied to",
  state: "State",
} as const;

/** Below a variable that holds a webhook's answer. */
export const answerLabels = { status: "Status", body: "Answer", headers: "Headers" } as const;

/** What each root holds, as the pickers head it. */
export const rootLabels = {
  event: "Event",
  contact: "Contact",
  order: "Order",
  vars: "Variables of the run",
  messages: "Messages of the run",
  waited: "Events waited for",
} as const;

export type FactRoot = keyof typeof rootLabels;
