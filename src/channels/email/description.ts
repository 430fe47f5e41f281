import type { ChannelDescription } from "../description.ts";
import { keptEmail } from "./kept.ts";
import { mailgun } from "./providers/mailgun/description.ts";
import { postmark } from "./providers/postmark/description.ts";
import { resend } from "./providers/resend/description.ts";
import { sendgrid } from "./providers/sendgrid/description.ts";
import { smtp } from "./providers/smtp/description.ts";
import { ses } from "./providers/ses/description.ts";

export const email = {
  name: "email",
  label: "e-mail",
  address: {
    identity: "email",
    absent: "the contact has no e-mail address",
    invalid: "the recipient is not an e-mail address",
  },
  inbox: "inbox",
  // By the environment's mail server, or into the built-in inbox.
  isBuiltIn: true,
  providers: [smtp, ses, sendgrid, mailgun, postmark, resend],
  shown: (content) => {
    const { html, text } = keptEmail.parse(content);
    return { html, text };
  },
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).emailAdapter,
} as const satisfies ChannelDescription;
