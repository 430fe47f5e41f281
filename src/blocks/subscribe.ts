import { z } from "zod";
import { channelNames, channelOf } from "../channels/registry.ts";
import { sentenceLabel } from "../channels/description.ts";
import type { ConsentWord } from "../domain/consent.ts";
import { defineBlock } from "./block.ts";
import { topicKey } from "./topic-key.ts";

const schema = z.strictObject({
  topic: topicKey.optional().meta({
    title: "Topic",
    description: "Without one: marketing messages as a whole",
    widget: "topic",
  }),
  channel: z
    .enum(channelNames)
    .optional()
    .meta({
      title: "Channel",
      description: "Without one: every channel",
      labels: Object.fromEntries(
        channelNames.map((name) => [name, sentenceLabel(channelOf(name))]),
      ),
    }),
});
type Settings = z.output<typeof schema>;

export const subscribe = defineBlock({
  kind: "subscribe",
  label: "Subscribe",
  description: "Subscribes the contact to a topic, or takes back that it wants no marketing.",
  group: "data",
  schema,
  role: "step",
  place: "database",
  branches: ["next"],
  summary: (settings) =>
    settings.topic === undefined
      ? `Subscribe again${by(settings)}`
      : `Subscribe to "${settings.topic}"${by(settings)}`,
  perform: async (settings, context) => {
    const { topic } = settings;
    const changed = await context.topics.say(wordOf(settings, "subscribed"));
    if (topic === undefined) {
      const note = changed ? "Gets marketing messages again" : "Got marketing messages already";
      return { branch: "next", note: `${note}${by(settings)}` };
    }
    const note = changed ? `Subscribed to "${topic}"` : `Had subscribed to "${topic}" already`;
    return { branch: "next", note: `${note}${by(settings)}` };
  },
});

export const unsubscribe = defineBlock({
  kind: "unsubscribe",
  label: "Unsubscribe",
  description: "Unsubscribes the contact from a topic, or from all marketing.",
  group: "data",
  schema,
  role: "step",
  place: "database",
  branches: ["next"],
  summary: (settings) =>
    `Unsubscribe from ${settings.topic === undefined ? "everything" : `"${settings.topic}"`}${by(settings)}`,
  perform: async (settings, context) => {
    const { topic } = settings;
    const changed = await context.topics.say(wordOf(settings, "unsubscribed"));
    if (topic === undefined) {
      const note = changed ? "Gets no more marketing messages" : "Got no marketing messages before";
      return { branch: "next", note: `${note}${by(settings)}` };
    }
    const note = changed
      ? `Unsubscribed from "${topic}"`
      : `Had unsubscribed from "${topic}" already`;
    return { branch: "next", note: `${note}${by(settings)}` };
  },
});

function wordOf({ topic, channel }: Settings, state: "subscribed" | "unsubscribed"): ConsentWord {
  return { topic: topic ?? null, channel: channel ?? null, state };
}

function by({ channel }: Settings): string {
  return channel === undefined ? "" : ` by ${channelOf(channel).label}`;
}
