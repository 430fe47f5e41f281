import { z } from "zod";
import { topicKey } from "../../blocks/topic-key.ts";
import { languageTag } from "../../blocks/message-settings.ts";
import { count, int4 } from "../integers.ts";
import { title } from "./fields.ts";

const description = z.string().trim().max(2_000);
const texts = z
  .record(
    languageTag,
    z.strictObject({ name: title(200).optional(), description: description.optional() }),
  )
  .refine((given) => Object.keys(given).length <= 50, "must have at most 50 languages")
  .meta({
    description: "Name and description by language, in place of the others, on the preference page",
    example: { uk: { name: "Новини", description: "Раз на тиждень" } },
  });
const position = int4(0).meta({
  description: "Its place on the preference page, the smallest first; topics of one place by name",
});

const optIn = z.boolean().meta({
  description: "Only who has subscribed is written to; otherwise all but who has unsubscribed",
});

const doubleOptIn = z.boolean().meta({
  description:
    "Who subscribes by the API, a form or the preference page is sent a link, and has subscribed once " +
    "they confirm it. Makes the topic opt-in",
});

export const newTopic = z
  .strictObject({
    key: topicKey.meta({ description: "What blocks and templates name; never changes" }),
    name: title(200),
    description: description.default(""),
    texts: texts.default({}),
    position: position.default(0),
    optIn: optIn.default(false),
    doubleOptIn: doubleOptIn.default(false),
  })
  .meta({ id: "NewTopic" });

export const topicChange = z
  .strictObject({
    name: title(200).optional(),
    description: description.optional(),
    texts: texts.optional().meta({ description: "All of them: what is not said here goes" }),
    position: position.optional(),
    optIn: optIn.optional(),
    doubleOptIn: doubleOptIn.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "must change something")
  .meta({ minProperties: 1, id: "TopicChange" });
export type TopicChange = z.output<typeof topicChange>;

export const topic = z
  .strictObject({
    id: z.guid(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    texts: z.record(
      z.string(),
      z.strictObject({ name: z.string().optional(), description: z.string().optional() }),
    ),
    position: count,
    optIn: z.boolean(),
    doubleOptIn: z.boolean(),
    createdAt: z.date(),
    subscribed: count.meta({ description: "How many contacts have subscribed" }),
    unsubscribed: count,
  })
  .meta({ id: "Topic" });

export const preferencePreviewQuery = z.strictObject({
  language: languageTag.optional().meta({ description: "By default the workspace's" }),
});

export const preferencePreview = z
  .strictObject({
    language: z.string().meta({ description: "In which the page speaks" }),
    html: z.string().meta({ description: "The page, with its styles" }),
  })
  .meta({ id: "PreferencePreview" });

const topicState = z.enum(["subscribed", "unsubscribed"]);

/** What a contact has said about a topic. */
export const contactTopic = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    state: z.enum(["subscribed", "unsubscribed", "pending"]).meta({
      description: "pending: asked for, and not confirmed by the link yet",
    }),
    changedAt: z.date(),
  })
  .meta({ id: "ContactTopic" });

/** What a contact has said for one channel. */
export const contactChannel = z
  .strictObject({
    channel: z.string(),
    unsubscribed: z.boolean().meta({ description: "From all marketing by the channel" }),
    topics: z.array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        state: topicState,
        changedAt: z.string(),
      }),
    ),
  })
  .meta({ id: "ContactChannel" });
