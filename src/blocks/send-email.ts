import { email } from "../channels/email/description.ts";
import { sayBlock } from "../domain/sentences/block-sentences.ts";
import { emailIssues } from "./email-issues.ts";
import { emailSettings, emailSource } from "./email-settings.ts";
import { defineMessage, messageBlock } from "./message-kind.ts";

export const emailMessage = defineMessage({
  kind: "sendEmail",
  label: "Send e-mail",
  description: "Renders a template with event, contact and order, and sends it.",
  channel: email,
  schema: emailSettings,
  example: { subject: "Hello, {{ contact.firstName }}", html: "<p>Welcome.</p>" },
  summary: ({ subject }) => (subject ? sayBlock("emailOf", { subject }) : sayBlock("email")),
  issues: emailIssues,
  source: emailSource,
});

export const sendEmail = messageBlock(emailMessage);
