import { z } from "zod";
import { count } from "../integers.ts";
import { id } from "./fields.ts";

/** What contacts read in their inboxes, and what they do with it. */

export const inAppMessage = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    text: z.string().meta({ description: "As `format` says; HTML in it is text" }),
    format: z.enum(["text", "markdown"]),
    url: z.string().nullable().meta({ description: "Where a click leads" }),
    button: z.string().nullable().meta({ description: "What the button says that leads there" }),
    image: z.string().nullable().meta({ description: "The address of a picture" }),
    tag: z.string().nullable(),
    pinned: z.boolean(),
    createdAt: z.date(),
    expiresAt: z.date(),
    seen: z.boolean(),
    read: z.boolean(),
    archived: z.boolean(),
  })
  .meta({ id: "InAppMessage" });
export type PresentedInApp = z.output<typeof inAppMessage>;

export const inboxQuery = z
  .strictObject({
    show: z.enum(["inbox", "unread", "archived"]).default("inbox"),
    tag: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z.string().max(500).optional().meta({ description: "The `next` of the page before" }),
  })
  .meta({ id: "InboxQuery" });
export type InboxQuery = z.output<typeof inboxQuery>;

export const inboxPage = z
  .strictObject({
    items: z.array(inAppMessage).meta({ description: "Pinned ones first, then the newest" }),
    next: z.string().nullable(),
    unread: count,
    unseen: count.meta({ description: "Those that were not even listed to the contact" }),
    revision: z.string().meta({ description: "From which a stream can go on (Last-Event-ID)" }),
  })
  .meta({ id: "InboxPage" });
export type PresentedInbox = z.output<typeof inboxPage>;

export const inboxMarking = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(100) }),
  z.strictObject({ all: z.literal(true) }),
]);

export const inboxClick = z.strictObject({
  id,
  clickId: z.string().min(1).max(100).optional(),
});
