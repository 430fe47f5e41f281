import { z } from "zod";

/** What can be found, in the order in which it is shown. */
export const searchKinds = [
  "workflow",
  "contact",
  "eventType",
  "segment",
  "template",
  "order",
  "topic",
  "promoPool",
  "source",
  "channel",
  "run",
  "event",
  "message",
] as const;
export type SearchKind = (typeof searchKinds)[number];

export const searchQuery = z
  .strictObject({
    query: z
      .string()
      .trim()
      .max(200)
      .default("")
      .meta({
        description:
          "A part of the name (or key) of what people make; the beginning of a contact's name, address " +
          "or id, or of an order's number; a whole id. Empty: what was changed or came last",
      }),
  })
  .meta({ id: "SearchQuery" });

const searchHit = z
  .strictObject({
    kind: z.enum(searchKinds),
    id: z.string().meta({ description: "Its id; of a channel its name" }),
    title: z.string(),
    detail: z.string().nullable().meta({ description: "What tells it from others" }),
  })
  .meta({ id: "SearchHit" });

export const searchAnswer = z
  .strictObject({
    hits: z.array(searchHit).meta({ description: "At most five of each kind, by kind" }),
  })
  .meta({ id: "SearchAnswer" });

export type SearchHit = z.input<typeof searchHit>;
export type SearchAnswer = z.input<typeof searchAnswer>;
