import { z } from "zod";
import type { Block } from "../../../src/blocks/block.ts";
import { defineBlock } from "../../../src/blocks/block.ts";
import { messageBlock, messageOf } from "../../../src/blocks/message-kind.ts";
import { addressing, manners } from "../../../src/blocks/message-settings.ts";
import { textMessage } from "../../../src/blocks/short-messages.ts";
import { carrierPigeon } from "./description.ts";

const settings = z.strictObject({
  text: z.string().optional().meta({ title: "Text" }),
  ...addressing,
  ...manners,
});
type Settings = z.output<typeof settings>;

export const pigeonMessage = textMessage<Settings>({
  kind: "sendCarrierPigeon",
  label: "Send carrier pigeon",
  description: "Has a pigeon carry a few lines.",
  channel: carrierPigeon,
  schema: settings,
});

const plain = messageBlock(pigeonMessage);

export const sendCarrierPigeon = {
  ...plain,
  branches: ["sent", "failed"],
  branchLabels: { sent: "Sent", failed: "Failed" },
  branchAfter: (state) => (state === "failed" ? "failed" : "sent"),
  perform: async (config, context) => {
    const made = await context.send(messageOf(pigeonMessage, config));
    const note = made.state === "queued" ? "queued" : made.detail;
    return { branch: made.state === "queued" ? "sent" : "failed", note };
  },
  place: "message",
} satisfies Block<Settings>;

export const sendFlock = defineBlock({
  kind: "sendFlock",
  label: "Send a flock",
  description: "Has a pigeon fly to every member of a segment.",
  group: "messages",
  role: "step",
  place: "bulk",
  branches: ["next"],
  schema: settings,
  summary: () => "A flock",
  messages: (config) => [messageOf(pigeonMessage, config)],
  perform: async (config, context) => {
    const messages = [messageOf(pigeonMessage, config)];
    const flown = await context.broadcast({ segment: "Lofts", messages, order: "given" });
    return { branch: "next", note: JSON.stringify(flown) };
  },
});
