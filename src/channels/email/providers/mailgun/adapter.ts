import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { OutgoingEmail } from "../../mail.ts";
import { idName, recipientsOf } from "../../mailboxes.ts";
import { compose } from "../../mime.ts";
import { mailgunHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

/** Mailgun's messages.mime. It knows no key by which it would notice that it was given a mail before. */
export const mailgunAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http, publicUrl }): OpenProvider<OutgoingEmail> => {
    const { baseUrl, domain } = settings as { baseUrl: string; domain: string };
    const credentials = Buffer.from(`api:${secrets["apiKey"]}`).toString("base64");
    const host = new URL(publicUrl).hostname;
    return {
      send: async (mail) => {
        const { type, body } = await formOf(mail, host);
        const answer = await http.call({
          url: `${baseUrl}/v3/${domain}/messages.mime`,
          headers: { authorization: `Basic ${credentials}`, "content-type": type },
          body,
        });
        return sendOutcome(answer, {
          taken: (taken) => {
            const id = textAt(jsonOf(taken), "id");
            const response = `${taken.status}: ${textAt(jsonOf(taken), "message") ?? "taken"}`;
            return sentAs(response, id?.replaceAll(/[<>]/g, ""));
          },
          words: mailgunWords,
        });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: mailgunHooks,
};

/** Links and opens are tracked by us, so Mailgun is not to do it once more. */
async function formOf(mail: OutgoingEmail, host: string): Promise<{ type: string; body: Buffer }> {
  const { content } = await compose(mail, host);
  const form = new FormData();
  for (const recipient of recipientsOf(mail)) form.append("to", recipient);
  form.append("message", new Blob([new Uint8Array(content)]), "message.mime");
  form.append("o:tracking", "no");
  form.append(`v:${idName}`, mail.id);
  const written = new Response(form);
  const type = written.headers.get("content-type") ?? "multipart/form-data";
  return { type, body: Buffer.from(await written.arrayBuffer()) };
}

function mailgunWords(answer: Answered): string {
  return textAt(jsonOf(answer), "message") ?? beginning(answer);
}
