import { z } from "zod";
import { defineBlock } from "./block.ts";
import { emailIssues } from "./email-issues.ts";
import { emailSettings } from "./email-settings.ts";
import { holdBackOfMany } from "./hold-back.ts";
import { messageOf } from "./message-kind.ts";
import { emailMessage } from "./send-email.ts";

// Each member has an address of its own.
const { to: _to, ...forEverybody } = emailSettings.shape;
const schema = z.strictObject({
  segment: z.string().trim().max(200).default("").meta({ title: "Segment", widget: "segment" }),
  ...forEverybody,
  // Each member's message is held back by itself: there is no one way out for them.
  holdBack: holdBackOfMany.optional(),
});

export const sendToSegment = defineBlock({
  kind: "sendToSegment",
  label: "Send to segment",
  description: "Sends an e-mail to every member of a segment.",
  group: "messages",
  schema,
  channel: emailMessage.channel.name,
  example: { segment: "VIP", subject: "Our sale", html: "<p>It has begun.</p>" },
  role: "step",
  place: "bulk",
  branches: ["next"],
  summary: ({ segment }) => `E-mail to segment "${segment}"`,
  issues: (config) => [
    ...(config.segment === "" ? [{ field: "segment", message: "choose a segment" }] : []),
    ...emailIssues(config),
  ],
  messages: ({ segment: _segment, ...settings }) => [messageOf(emailMessage, settings)],
  perform: async ({ segment, ...settings }, context) => {
    const sent = await context.broadcast(segment, messageOf(emailMessage, settings));
    if (sent === null) return { branch: "next", note: `There is no segment "${segment}"` };
    if (sent.test) {
      const note = `Test: would have gone to ${sent.total} members of "${segment}"; one of them was shown to the tester`;
      return { branch: "next", note, data: { ...sent } };
    }
    const { total, heldBack, ...counts } = sent;
    const parts = Object.entries(counts).filter(([, count]) => count !== 0);
    const words = parts.map(([state, count]) => `${count} ${state}`).join(", ");
    const waited = heldBack === 0 ? "" : `; ${heldBack} were held back before`;
    return {
      branch: "next",
      note: `To ${total} members of "${segment}": ${words === "" ? "nothing to do" : words}${waited}`,
      data: { ...sent },
    };
  },
});
