import type { Database } from "../../db/core/database.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { saveMail } from "../../services/inbox/inbox.ts";
import type { EmailChannel } from "../email/channel.ts";
import { compose } from "../email/smtp.ts";

/** Puts e-mails into the built-in inbox without any server: where test launches send to. */
export function inboxChannel(
  deps: { db: Database; renderer: Renderer },
  messageIdHost: string,
): EmailChannel {
  return {
    send: async (email) => {
      const { content } = await compose(email, messageIdHost);
      const mail = { sender: email.from, recipients: [email.to] };
      const id = await saveMail(deps, content, mail);
      return { outcome: "sent", response: `kept in the built-in inbox as ${id}` };
    },
    close: () => Promise.resolve(),
  };
}
