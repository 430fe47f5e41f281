/** The categories of event types, by their value in the API, with their names on the pages. */
export const eventCategories = {
  click: "Click",
  delivery: "Delivery",
  reply: "Reply",
  subscribe_unsubscribe: "Subscribe/Unsubscribe",
  import: "Import",
  rfm: "RFM",
  subscription: "Subscription",
  view: "View",
  order_initialized: "Order initialized",
  order_in_progress: "Order in progress",
  order_delivered: "Order delivered",
  order_cancelled: "Order cancelled",
  other: "Other",
} as const;

export type EventCategory = keyof typeof eventCategories;

export const eventCategoryValues = Object.keys(eventCategories) as [EventCategory];
