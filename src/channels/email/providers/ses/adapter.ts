import { AwsV4Signer } from "aws4fetch";
import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { OutgoingEmail } from "../../mail.ts";
import { idName, mailboxesIn } from "../../mailboxes.ts";
import { compose } from "../../mime.ts";
import { sesAddress } from "./description.ts";
import { sesHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

interface SesSettings {
  baseUrl: string;
  region: string;
  configurationSet: string;
}

/** SES's SendEmail (v2) with whole mails. It knows no key by which it would notice a mail's repetition. */
export const sesAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http, publicUrl }): OpenProvider<OutgoingEmail> => {
    const { baseUrl, region, configurationSet } = settings as unknown as SesSettings;
    const base = baseUrl === sesAddress ? `https://email.${region}.amazonaws.com` : baseUrl;
    const url = `${base}/v2/email/outbound-emails`;
    const host = new URL(publicUrl).hostname;
    return {
      send: async (mail) => {
        const body = JSON.stringify(await bodyOf(mail, host, configurationSet));
        const signed = await new AwsV4Signer({
          method: "POST",
          url,
          headers: { "content-type": "application/json" },
          body,
          accessKeyId: secrets["accessKeyId"] ?? "",
          secretAccessKey: secrets["secretAccessKey"] ?? "",
          service: "ses",
          region,
        }).sign();
        const answer = await http.call({ url, headers: Object.fromEntries(signed.headers), body });
        return sendOutcome(answer, {
          taken: (taken) => {
            const id = textAt(jsonOf(taken), "MessageId");
            const response = `${taken.status}: taken`;
            return sentAs(response, id);
          },
          words: sesWords,
          // A signature that is too old, or a key that may not: mended by the clock, or by the owner.
          deferred: [403],
        });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: sesHooks(),
};

async function bodyOf(
  mail: OutgoingEmail,
  host: string,
  configurationSet: string,
): Promise<Record<string, unknown>> {
  const { id, from, to, cc, bcc } = mail;
  const { content } = await compose(mail, host);
  const addressesIn = (text: string | undefined): string[] =>
    mailboxesIn(text).map(({ address }) => address);
  return {
    FromEmailAddress: from,
    Destination: {
      ToAddresses: [to],
      CcAddresses: addressesIn(cc),
      BccAddresses: addressesIn(bcc),
    },
    Content: { Raw: { Data: content.toString("base64") } },
    ConfigurationSetName: configurationSet === "" ? undefined : configurationSet,
    EmailTags: [{ Name: idName, Value: id }],
  };
}

/** `MessageRejected: Email address is not verified` */
function sesWords(answer: Answered): string {
  const message = textAt(jsonOf(answer), "message") ?? textAt(jsonOf(answer), "Message");
  const [type = ""] = (answer.headers["x-amzn-errortype"] ?? "").split(":");
  if (message === null) return type === "" ? beginning(answer) : type;
  return type === "" ? message : `${type}: ${message}`;
}
