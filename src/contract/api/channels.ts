import { z } from "zod";
import { channelNames } from "../../channels/registry.ts";
import { pauseTransactional } from "../../domain/pressure/channel-pause.ts";
import { count } from "../integers.ts";
import { instant, title } from "./fields.ts";

const json = z.record(z.string(), z.unknown());

export const channelParams = z.strictObject({ channel: z.enum(channelNames) });

const provider = z.strictObject({
  name: z.string(),
  label: z.string(),
  settings: json.meta({ description: "JSON Schema of its settings, for a form" }),
  secrets: json.meta({ description: "JSON Schema of its secrets: texts by name" }),
});

const perSecond = z
  .int()
  .min(1)
  .max(100_000)
  .nullable()
  .meta({ description: "Messages a second of all workers together; null: as many as are taken" });
const concurrency = z
  .int()
  .min(1)
  .max(1_000)
  .meta({ description: "Messages on their way at once, of all workers together" });

const channelSetup = z.strictObject({
  provider: z.string(),
  settings: json,
  secrets: z.array(z.string()).meta({ description: "The names of those that are given" }),
  perSecond,
  concurrency,
  webhookUrl: z.string().meta({
    description: "Where the provider has to send its webhooks. Whoever knows it can call it",
  }),
  dnsRecords: z
    .array(
      z.strictObject({ type: z.enum(["TXT", "MX", "CNAME"]), name: z.string(), value: z.string() }),
    )
    .meta({ description: "What you have to publish in DNS for it" }),
  updatedAt: z.date(),
});

const transactional = z.enum(pauseTransactional).meta({
  description: "Whether transactional messages wait as well, or are sent all the same",
});

const pause = z
  .strictObject({
    reason: z.string(),
    transactional,
    pausedAt: z.date(),
    until: z.date().nullable().meta({ description: "Null: until somebody resumes it" }),
    by: z
      .strictObject({
        kind: z.enum(["person", "key", "run", "system"]),
        id: z.guid().nullable(),
        name: z.string().nullable().meta({ description: "Null: they are gone" }),
      })
      .meta({ description: "Who asked for it last" }),
  })
  .meta({ id: "ChannelPause" });

const waiting = z
  .strictObject({
    messages: count.meta({ description: "Messages of single contacts" }),
    broadcasts: count.meta({ description: "Messages to segments, each of which waits as a whole" }),
  })
  .meta({ description: "What waits for the channel, or was not yet told that it was resumed" });

const pauseState = {
  pause: pause.nullable().meta({ description: "Null: nobody has paused it" }),
  waiting,
};

export const newPause = z
  .strictObject({
    reason: title(500).meta({ description: "Why: what waits for the channel says it" }),
    transactional: transactional.default("wait"),
    until: instant.nullable().default(null).meta({
      description: "When it goes on by itself, in the future; null: when somebody resumes it",
    }),
  })
  .meta({ id: "NewChannelPause" });

export const channelState = z
  .strictObject({
    channel: z.enum(channelNames),
    name: z.string(),
    ...pauseState,
    onTheirWay: count.meta({
      description:
        "Messages that were being handed to its provider: they are sent to their end. Those of a worker that died meanwhile are counted, too",
    }),
  })
  .meta({ id: "ChannelState" });

export const channelPauses = z
  .strictObject({
    items: z.array(
      z.strictObject({ channel: z.enum(channelNames), name: z.string(), ...pauseState }),
    ),
  })
  .meta({ id: "ChannelPauses" });

export const channel = z
  .strictObject({
    channel: z.enum(channelNames),
    name: z.string().meta({ description: "What sentences call it" }),
    available: z.boolean().meta({ description: "Whether messages can be sent by it" }),
    why: z.string().nullable().meta({ description: "Why not; null where it is available" }),
    builtIn: z.boolean().meta({
      description: "It sends without a set-up, too: e-mail as the environment says (SMTP_URL)",
    }),
    setup: channelSetup.nullable().meta({ description: "Null: it was not set up here" }),
    pausedUntil: z.date().nullable().meta({
      description: "Nothing is sent by it until then: its provider has asked for that",
    }),
    ...pauseState,
    providers: z.array(provider),
  })
  .meta({ id: "Channel" });

export const channelList = z.strictObject({ items: z.array(channel) }).meta({ id: "ChannelList" });

const health = z.strictObject({
  channel: z.enum(channelNames),
  sent: count,
  failed: count,
  unknown: count.meta({ description: "Whether they arrived is not known" }),
  waiting: count.meta({ description: "Queued, being sent or held back" }),
  lastProblem: z
    .strictObject({ words: z.string(), at: z.date().meta({ description: "When it was queued" }) })
    .nullable()
    .meta({ description: "Of the newest message that had one" }),
});

export const channelHealth = z
  .strictObject({
    items: z.array(health),
    mostCounted: count.meta({ description: "So many messages are looked at, the newest" }),
  })
  .meta({ id: "ChannelHealth" });
export type ChannelHealth = z.input<typeof health>;

export const writtenSetup = z
  .strictObject({
    provider: z.string().min(1).max(100),
    settings: json.default({}),
    secrets: z.record(z.string().max(100), z.string().max(10_000).nullable()).default({}).meta({
      description:
        "Texts by name, never shown again. Of the same provider, those that are left out stay, and null takes one away",
    }),
    perSecond: perSecond.default(null),
    concurrency: concurrency.default(10),
  })
  .meta({ id: "ChannelSetup" });

const testTemplate = z
  .strictObject({
    name: z.string().trim().min(1).max(512),
    language: z.string().trim().min(1).max(20).meta({ description: "Such as en_US" }),
    parameters: z
      .array(z.string().trim().min(1).max(1_000))
      .max(50)
      .default([])
      .meta({ description: "What {{1}}, {{2}} and so on hold" }),
  })
  .meta({
    description:
      "Of WhatsApp only, in place of the text: one that it has approved, which reaches also those who have not written within 24 hours",
  });

export const testMessage = z
  .strictObject({
    to: z.string().trim().min(1).max(4_000).meta({ description: "In the channel's form" }),
    text: z.string().trim().min(1).max(500).default("A test message from Campanile"),
    template: testTemplate.optional(),
  })
  .meta({ id: "ChannelTest" });

export const testAnswer = z
  .strictObject({
    outcome: z.enum(["sent", "refused", "deferred", "unknown"]).meta({
      description:
        "deferred: it was not taken, and may be later; unknown: it may have been taken, no answer came",
    }),
    detail: z.string().meta({ description: "What the provider said" }),
    providerId: z.string().nullable().meta({ description: "What the provider calls the message" }),
    retryAfterSeconds: z.number().nullable().meta({
      description: "For how long the provider wants nothing more, where it has said so",
    }),
  })
  .meta({ id: "ChannelTestAnswer" });

export type ChannelAnswer = z.input<typeof channel>;
export type WrittenSetupBody = z.output<typeof writtenSetup>;
export type ChannelTestBody = z.output<typeof testMessage>;
export type TestAnswer = z.input<typeof testAnswer>;
export type NewPauseBody = z.output<typeof newPause>;
export type ChannelStateAnswer = z.input<typeof channelState>;
export type ChannelPausesAnswer = z.input<typeof channelPauses>;
