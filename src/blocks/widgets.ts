/**
 * The inputs that settings ask for where a plain one of their JSON type is not enough: the keyword
 * `widget` of a setting in GET /block-kinds.
 */
export const widgets = [
  /** A JsonLogic rule over all that a run knows; over an event alone. */
  "condition",
  "eventFilter",
  /** One of what there is: by key (event type, topic), by name (segment, pool), by id (workflow, template). */
  "eventType",
  "segment",
  "topic",
  "promoPool",
  "workflow",
  "template",
  /** Liquid: one line, several, an SMS with its segments counted, HTML, MJML. */
  "liquid",
  "liquidText",
  "smsText",
  "html",
  "mjml",
  /** An IANA time zone; 09:00; a date with or without time; {amount, unit}. */
  "timeZone",
  "time",
  "dateTime",
  "duration",
  /** Weekdays; a list of {days, from, to}. */
  "weekdays",
  "timeWindows",
  "variableName",
  /** Where a value stands: order.date. */
  "factPath",
  "languageTag",
  /** Liquid by name; what becomes of attributes, by name; an object of texts by language. */
  "keyValue",
  "attributes",
  "languages",
  /** JSON whose texts are Liquid, or one such text. */
  "webhookBody",
  /** A value of the type that the setting `type` beside it says, or Liquid that gives one. */
  "typedValue",
  /** A list of whole numbers, such as HTTP statuses. */
  "numbers",
  /** A list of ways out, each with a name; of messages, one for each channel. */
  "ways",
  "messages",
  /** Settings that stand together under one title. */
  "group",
] as const;
export type Widget = (typeof widgets)[number];

declare module "zod/v4/core" {
  interface GlobalMeta {
    widget?: Widget;
    /** What people call each value of an enumeration. */
    labels?: Record<string, string>;
  }
}
