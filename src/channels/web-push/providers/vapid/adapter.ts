import webPush from "web-push";
import type { z } from "zod";
import { vapidPublicKey, wholeVapidKey } from "../../../../domain/vapid-keys.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import { sendOutcome } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import { sentAs } from "../../../send-outcome.ts";
import type { OutgoingWebPush } from "../../outgoing.ts";
import type { vapidSettings } from "./description.ts";

/** A subscription that has expired, or was given up. */
const goneStatuses = [404, 410];

/** Web push (RFC 8030), encrypted for the browser (RFC 8291), signed with the keys of the set-up. */
export const vapidAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingWebPush> => {
    const { subject, baseUrl } = settings as z.output<typeof vapidSettings>;
    const { privateKey = "" } = secrets;
    const publicKey = vapidPublicKey(privateKey);
    if (publicKey === null) throw new Error("the private key is none");
    return {
      send: async ({ endpoint, keys, payload, ttlSeconds, urgency, topic }) => {
        let request: webPush.RequestDetails;
        try {
          request = webPush.generateRequestDetails({ endpoint, keys }, payload, {
            vapidDetails: { subject, publicKey, privateKey: wholeVapidKey(privateKey) },
            contentEncoding: "aes128gcm",
            TTL: ttlSeconds,
            urgency,
            ...(topic === undefined ? {} : { topic }),
          });
        } catch (error) {
          // Keys that nobody can encrypt for: the subscription was never one.
          return { outcome: "refused", message: String(error), isGone: true };
        }
        const answer = await http.call({
          url: baseUrl === "" ? endpoint : baseUrl + pathOf(endpoint),
          headers: lowerCase(request.headers),
          ...(request.body === null ? {} : { body: request.body }),
        });
        // Where it leads the browser said, and not the set-up: no later attempt will reach it.
        const leadsNowhere =
          answer.outcome === "forbidden" ||
          (answer.outcome === "not begun" && answer.isPrivate === true);
        if (leadsNowhere && baseUrl === "") {
          return { outcome: "refused", message: answer.message };
        }
        const outcome = sendOutcome(answer, {
          taken: ({ status, headers }): SendOutcome => {
            const { location } = headers;
            const response = `${status}: ${new URL(endpoint).hostname}`;
            return sentAs(response, location?.slice(0, 1_000));
          },
        });
        const isGone = answer.outcome === "answered" && goneStatuses.includes(answer.status);
        return isGone && outcome.outcome === "refused" ? { ...outcome, isGone } : outcome;
      },
      close: () => Promise.resolve(),
    };
  },
};

function pathOf(endpoint: string): string {
  const { pathname, search } = new URL(endpoint);
  return pathname + search;
}

/** The library gives numbers, too. */
function lowerCase(headers: Record<string, unknown>): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = String(value);
  delete sent["content-length"];
  return sent;
}
