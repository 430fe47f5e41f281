import { z } from "zod";
import { topicKey } from "../../blocks/topic-key.ts";
import { count } from "../integers.ts";
import { title } from "./fields.ts";

const description = z.string().trim().max(2_000);
const optIn = z.boolean().meta({
  description: "Only who has subscribed is written to; otherwise all but who has unsubscribed",
});

export const newTopic = z
  .strictObject({
    key: topicKey.meta({ description: "What blocks and templates name; never changes" }),
    name: title(200),
    description: description.default(""),
    optIn: optIn.default(false),
  })
  .meta({ id: "NewTopic" });

export const topicChange = z
  .strictObject({
    name: title(200).optional(),
    description: description.optional(),
    optIn: optIn.optional(),
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
    optIn: z.boolean(),
    createdAt: z.date(),
    subscribed: count.meta({ description: "How many contacts have subscribed" }),
    unsubscribed: count,
  })
  .meta({ id: "Topic" });

const topicState = z.enum(["subscribed", "unsubscribed"]);

/** What a contact has said about a topic. */
export const contactTopic = z
  .strictObject({ key: z.string(), name: z.string(), state: topicState, changedAt: z.date() })
  .meta({ id: "ContactTopic" });

export const consentChange = z
  .strictObject({
    topics: z
      .record(topicKey, topicState.nullable())
      .refine((topics) => Object.keys(topics).length <= 500, "must have at most 500 topics")
      .default({})
      .meta({ description: "By key; null forgets. Those that are not named stay as they are" }),
    unsubscribed: z
      .boolean()
      .optional()
      .meta({ description: "From all marketing messages; transactional ones are still sent" }),
  })
  .meta({ id: "ConsentChange" });
export type ConsentChange = z.output<typeof consentChange>;
