import { z } from "zod";
import { topicKey } from "../../blocks/topic-key.ts";
import { channelNames } from "../../channels/registry.ts";
import { consentSources } from "../../domain/consent.ts";
import { count } from "../integers.ts";
import { pageOf } from "./page.ts";

const topicState = z.enum(["subscribed", "unsubscribed"]);
const channel = z.enum(channelNames);
const byChannel = z.partialRecord(channel, topicState.nullable());

export const consentLogPage = pageOf(
  z
    .strictObject({
      id: count,
      topic: z.string().nullable().meta({ description: "Null: all marketing" }),
      channel: z.string().nullable().meta({ description: "Null: every channel" }),
      state: z.enum(["subscribed", "unsubscribed", "pending", "forgotten"]),
      source: z.enum(consentSources).meta({ description: "How it came about" }),
      messageId: z
        .guid()
        .nullable()
        .meta({ description: "Whose link was followed, or what was reported" }),
      runId: z.guid().nullable().meta({ description: "Whose block it was" }),
      actorKind: z.string().nullable(),
      actorId: z.guid().nullable(),
      at: z.date(),
    })
    .meta({ id: "ConsentEntry" }),
).meta({ id: "ConsentLogPage" });

export const consentChange = z
  .strictObject({
    topics: z
      .record(
        topicKey,
        z.union([
          topicState.nullable(),
          z.strictObject({ state: topicState.nullable().optional(), channels: byChannel }),
        ]),
      )
      .refine((topics) => Object.keys(topics).length <= 500, "must have at most 500 topics")
      .default({})
      .meta({
        description:
          "By key; null forgets. Those that are not named stay as they are. An object says it for " +
          "single channels, which goes before what holds for all",
      }),
    channels: z
      .partialRecord(channel, topicState)
      .default({})
      .meta({ description: "All marketing by a channel" }),
    unsubscribed: z.boolean().optional().meta({
      description:
        "From all marketing messages, by every channel; transactional ones are still sent",
    }),
  })
  .meta({ id: "ConsentChange" });
export type ConsentChange = z.output<typeof consentChange>;
