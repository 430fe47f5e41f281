import { sayMessage } from "../../domain/sentences/message-sentences.ts";
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
    absent: sayMessage("noEmail"),
    invalid: sayMessage("notAnEmail"),
  },
  inbox: "inbox",
  // By the environment's mail server, or into the built-in inbox.
  isBuiltIn: true,
  providers: [smtp, ses, sendgrid, mailgun, postmark, resend],
  shown: (content) => {
    const { html, text } = keptEmail.parse(content);
    return { html, text };
  },
  files: (content) => {
    const { attachments = [], missingFiles = [] } = keptEmail.parse(content);
    const shown = attachments.map(({ name, type, size, sha256 }) => ({ name, type, size, sha256 }));
    return { attachments: shown, missingFiles };
  },
  // oxlint-disable-next-line no-restricted-imports -- loaded only where messages are sent
  adapter: async () => (await import("./adapter.ts")).emailAdapter,
} as const satisfies ChannelDescription;
