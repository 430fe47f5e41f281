import { z } from "zod";
import { isSetUp } from "../domain/channels.ts";
import type { BlockIssue } from "./block.ts";
import { defineBlock } from "./block.ts";
import { emailIssues } from "./email-issues.ts";
import { emailSettings } from "./email-settings.ts";
import { shortMessageIssues, shortMessages } from "./short-messages.ts";

const channel = <Kind extends string>(kind: Kind) => z.literal(kind).meta({ title: "Channel" });
const said = { title: "Message", widget: "group" } as const;

const message = z.discriminatedUnion("kind", [
  z.strictObject({ kind: channel("sendEmail"), config: emailSettings.prefault({}).meta(said) }),
  z.strictObject({
    kind: channel("sendSms"),
    config: shortMessages.sendSms.prefault({}).meta(said),
  }),
  z.strictObject({
    kind: channel("sendWebPush"),
    config: shortMessages.sendWebPush.prefault({}).meta(said),
  }),
  z.strictObject({
    kind: channel("sendMobilePush"),
    config: shortMessages.sendMobilePush.prefault({}).meta(said),
  }),
  z.strictObject({
    kind: channel("sendInApp"),
    config: shortMessages.sendInApp.prefault({}).meta(said),
  }),
]);

const schema = z.strictObject({
  messages: z.array(message).max(5).default([]).meta({
    title: "Messages",
    description: "In the order in which they are tried",
    widget: "messages",
  }),
});
type Config = z.output<typeof schema>;

const hasChannel = ({ kind }: Config["messages"][number]): boolean =>
  kind === "sendEmail" && isSetUp("email");

function issues({ messages }: Config): BlockIssue[] {
  if (messages.length === 0) {
    return [{ field: "messages", message: "there is no message: add one for each channel" }];
  }
  // A channel that is not set up is passed over, as long as there is another.
  const anyChannel = messages.some(hasChannel);
  return messages.flatMap((one, index) => {
    const found =
      one.kind === "sendEmail"
        ? emailIssues(one.config)
        : shortMessageIssues(one.kind, one.config).filter(
            ({ field }) => field !== "" || !anyChannel,
          );
    return found.map(({ field, message: words }) => ({
      field: `messages[${index}]${field === "" ? "" : `.config.${field}`}`,
      message: words,
    }));
  });
}

export const oneOfMany = defineBlock({
  kind: "oneOfMany",
  label: "One of many",
  description: "Sends the first of several messages whose channel reaches the contact.",
  group: "messages",
  schema,
  example: {
    messages: [
      { kind: "sendSms", config: { text: "Your order has arrived" } },
      { kind: "sendEmail", config: { subject: "Your order", html: "<p>It has arrived.</p>" } },
    ],
  },
  role: "step",
  place: "email",
  branches: ["sent", "unreachable"],
  branchLabels: { sent: "Sent", unreachable: "Not reached" },
  summary: ({ messages }) => `One of ${messages.length} messages`,
  issues: issues,
  emails: ({ messages }) =>
    messages.flatMap((one, slot) =>
      one.kind === "sendEmail" ? [{ slot, settings: one.config }] : [],
    ),
  branchAfter: (state) => (state === "failed" ? "unreachable" : "sent"),
  perform: async ({ messages }, context) => {
    const why: string[] = [];
    for (const [slot, one] of messages.entries()) {
      if (one.kind !== "sendEmail") continue;
      const made = await context.sendEmail(one.config, slot);
      if (made.state === "queued") {
        const { messageId, state } = made;
        return { branch: "sent", note: "E-mail queued", data: { messageId, state } };
      }
      why.push(made.detail);
    }
    return { branch: "unreachable", note: `Not reached: ${why.join("; ")}` };
  },
});
