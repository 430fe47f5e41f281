import type { Database } from "../../db/core/database.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { saveMail } from "../../services/inbox/inbox.ts";
import type { MailTransport } from "./mail.ts";
import { compose } from "./mime.ts";

/** Puts e-mails into the built-in inbox without any server: where test launches send to. */
export function inboxTransport(
  deps: { db: Database; renderer: Renderer },
  messageIdHost: string,
): Pick<MailTransport, "send"> {
  return {
    send: async (email) => {
      const { content, envelope } = await compose(email, messageIdHost);
      const mail = { sender: email.from, recipients: envelope.to };
      const id = await saveMail(deps, content, mail);
      return { outcome: "sent", response: `kept in the built-in inbox as ${id}` };
    },
  };
}
