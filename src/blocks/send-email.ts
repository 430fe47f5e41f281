import { defineBlock } from "./block.ts";
import { emailIssues } from "./email-issues.ts";
import { emailSettings } from "./email-settings.ts";

export const sendEmail = defineBlock({
  kind: "sendEmail",
  label: "Send e-mail",
  description: "Renders a template with event, contact and order, and sends it.",
  group: "messages",
  schema: emailSettings,
  channel: "email",
  example: { subject: "Hello, {{ contact.firstName }}", html: "<p>Welcome.</p>" },
  role: "step",
  place: "email",
  branches: ["next"],
  summary: ({ subject }) => (subject ? `E-mail "${subject}"` : "E-mail"),
  issues: emailIssues,
  emails: (settings) => [{ settings }],
  perform: async (config, context) => {
    const made = await context.sendEmail(config);
    return {
      branch: "next",
      note: made.state === "queued" ? "E-mail queued" : `E-mail ${made.state}: ${made.detail}`,
      data: { messageId: made.messageId, state: made.state },
    };
  },
});
