import type { z } from "zod";
import type { ProviderAdapter, OpenProvider } from "../../../provider.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { Answered } from "../../../provider-http.ts";
import type { OutgoingSms } from "../../outgoing.ts";
import type { twilioSettings } from "./description.ts";
import { twilioHooks } from "./hooks.ts";
import { sentAs } from "../../../send-outcome.ts";

/**
 * Twilio's Messages resource (API of 2010-04-01). It knows no key by which it would notice that it was
 * given a message before.
 */
export const twilioAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http, hookUrl }): OpenProvider<OutgoingSms> => {
    const { accountSid, messagingServiceSid, baseUrl } = settings as z.output<
      typeof twilioSettings
    >;
    const credentials = Buffer.from(`${accountSid}:${secrets["authToken"]}`).toString("base64");
    return {
      send: async ({ id, to, from, text }) => {
        const form = new URLSearchParams({ To: to, Body: text });
        if (from !== "") form.set("From", from);
        else if (messagingServiceSid !== "") form.set("MessagingServiceSid", messagingServiceSid);
        form.set("StatusCallback", `${hookUrl}?message=${id}`);
        const answer = await http.call({
          url: `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
          headers: {
            authorization: `Basic ${credentials}`,
            "content-type": "application/x-www-form-urlencoded",
          },
          body: form.toString(),
        });
        return sendOutcome(answer, {
          taken: (taken) => {
            const { sid, status } = (jsonOf(taken) ?? {}) as { sid?: unknown; status?: unknown };
            const response = `${taken.status}: ${typeof status === "string" ? status : "taken"}`;
            return sentAs(response, sid);
          },
          words: twilioWords,
        });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: twilioHooks,
};

/** `21211 Invalid 'To' Phone Number: …` */
function twilioWords(answer: Answered): string {
  const { code, message } = (jsonOf(answer) ?? {}) as { code?: unknown; message?: unknown };
  return typeof message === "string" ? `${String(code)} ${message}` : beginning(answer);
}
