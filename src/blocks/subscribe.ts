import { z } from "zod";
import { channelNames, channelOf } from "../channels/registry.ts";
import { sentenceLabel } from "../channels/description.ts";
import type { ConsentWord } from "../domain/consent.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { sayVisit } from "../domain/sentences/visit-sentences.ts";
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
  summary: (settings) => summaryOf(settings, "subscribeAgain", "subscribe"),
  perform: async (settings, context) => {
    const changed = await context.topics.say(wordOf(settings, "subscribed"));
    const [all, topic] = changed
      ? (["resubscribed", "subscribed"] as const)
      : (["wasSubscribedToAll", "hadSubscribed"] as const);
    return { branch: "next", note: noteOf(settings, all, topic) };
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
  summary: (settings) => summaryOf(settings, "unsubscribeFromAll", "unsubscribe"),
  perform: async (settings, context) => {
    const changed = await context.topics.say(wordOf(settings, "unsubscribed"));
    const [all, topic] = changed
      ? (["unsubscribedFromAll", "unsubscribed"] as const)
      : (["wasUnsubscribedFromAll", "hadUnsubscribed"] as const);
    return { branch: "next", note: noteOf(settings, all, topic) };
  },
});

function wordOf({ topic, channel }: Settings, state: "subscribed" | "unsubscribed"): ConsentWord {
  return { topic: topic ?? null, channel: channel ?? null, state };
}

function summaryOf(
  { topic, channel: name }: Settings,
  ofAll: "subscribeAgain" | "unsubscribeFromAll",
  ofTopic: "subscribe" | "unsubscribe",
): string {
  const channel = name === undefined ? undefined : channelOf(name).label;
  if (topic === undefined) {
    return channel === undefined ? sayBlock(ofAll) : sayBlock(`${ofAll}By`, { channel });
  }
  return channel === undefined
    ? sayBlock(ofTopic, { topic })
    : sayBlock(`${ofTopic}By`, { topic, channel });
}

type AllNote =
  | "resubscribed"
  | "wasSubscribedToAll"
  | "unsubscribedFromAll"
  | "wasUnsubscribedFromAll";
type TopicNote = "subscribed" | "hadSubscribed" | "unsubscribed" | "hadUnsubscribed";

function noteOf({ topic, channel: name }: Settings, ofAll: AllNote, ofTopic: TopicNote): string {
  const channel = name === undefined ? undefined : channelOf(name).label;
  if (topic === undefined) {
    return channel === undefined ? sayVisit(ofAll) : sayVisit(`${ofAll}By`, { channel });
  }
  return channel === undefined
    ? sayVisit(ofTopic, { topic })
    : sayVisit(`${ofTopic}By`, { topic, channel });
}
