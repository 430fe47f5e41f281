import { z } from "zod";
import { defineBlock } from "./block.ts";
import { topicKey } from "./topic-key.ts";

const schema = z.strictObject({
  topic: topicKey.optional().meta({
    title: "Topic",
    description: "Without one: marketing messages as a whole",
    widget: "topic",
  }),
});

export const subscribe = defineBlock({
  kind: "subscribe",
  label: "Subscribe",
  description: "Subscribes the contact to a topic, or takes back that it wants no marketing.",
  group: "data",
  schema,
  role: "step",
  place: "database",
  branches: ["next"],
  summary: ({ topic }) => (topic === undefined ? "Subscribe again" : `Subscribe to "${topic}"`),
  perform: async ({ topic }, context) => {
    if (topic === undefined) {
      const changed = await context.topics.setUnsubscribed(false);
      const note = changed ? "Gets marketing messages again" : "Got marketing messages already";
      return { branch: "next", note };
    }
    const changed = await context.topics.set(topic, "subscribed");
    const note = changed ? `Subscribed to "${topic}"` : `Had subscribed to "${topic}" already`;
    return { branch: "next", note };
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
  summary: ({ topic }) =>
    topic === undefined ? "Unsubscribe from everything" : `Unsubscribe from "${topic}"`,
  perform: async ({ topic }, context) => {
    if (topic === undefined) {
      const changed = await context.topics.setUnsubscribed(true);
      const note = changed ? "Gets no more marketing messages" : "Got no marketing messages before";
      return { branch: "next", note };
    }
    const changed = await context.topics.set(topic, "unsubscribed");
    const note = changed
      ? `Unsubscribed from "${topic}"`
      : `Had unsubscribed from "${topic}" already`;
    return { branch: "next", note };
  },
});
