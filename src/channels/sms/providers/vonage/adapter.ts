import type { z } from "zod";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { OutgoingSms } from "../../outgoing.ts";
import type { vonageSettings } from "./description.ts";
import { vonageHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

/** Vonage's Messages API (v1). It takes a message as often as it is given it. */
export const vonageAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http, hookUrl }): OpenProvider<OutgoingSms> => {
    const { apiKey, from: usual, baseUrl } = settings as z.output<typeof vonageSettings>;
    const credentials = Buffer.from(`${apiKey}:${secrets["apiSecret"]}`).toString("base64");
    return {
      send: async ({ id, to, from, text }) => {
        const answer = await http.call({
          url: `${baseUrl}/v1/messages`,
          headers: {
            authorization: `Basic ${credentials}`,
            "content-type": "application/json",
            accept: "application/json",
          },
          body: JSON.stringify({
            channel: "sms",
            message_type: "text",
            to: withoutPlus(to),
            from: withoutPlus(from === "" ? usual : from),
            text,
            client_ref: id,
            webhook_url: hookUrl,
            webhook_version: "v1",
          }),
        });
        return sendOutcome(answer, {
          taken: (taken) => {
            const { message_uuid: uuid } = (jsonOf(taken) ?? {}) as { message_uuid?: unknown };
            const response = `${taken.status}: taken`;
            return sentAs(response, uuid);
          },
          words: vonageWords,
          // No credit left: not the message's fault.
          deferred: [402],
        });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: vonageHooks,
};

const withoutPlus = (number: string): string => number.replace(/^\+(?=\d+$)/, "");

/** `Invalid params: The value of one or more parameters is invalid.` */
function vonageWords(answer: Answered): string {
  const { title, detail } = (jsonOf(answer) ?? {}) as { title?: unknown; detail?: unknown };
  const words = [title, detail].filter((one) => typeof one === "string");
  return words.length === 0 ? beginning(answer) : words.join(": ");
}
