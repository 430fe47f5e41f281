import { beginningOf } from "../../../../domain/beginning-of.ts";
import type { OutgoingChat } from "../../../chat-outgoing.ts";
import { textAt } from "../../../reports.ts";
import type { OpenProvider, ProviderAdapter } from "../../../provider.ts";
import type { Answered, ProviderAnswer, ProviderHttp } from "../../../provider-http.ts";
import { beginning, jsonOf, sendOutcome } from "../../../provider-http.ts";
import type { SendOutcome } from "../../../send-outcome.ts";
import { sentAs } from "../../../send-outcome.ts";
import { slackAppHooks } from "./hooks.ts";

/** Slack's Web API. It knows no key by which it would notice that it was given a message before. */
export const slackAppAdapter: ProviderAdapter = {
  open: ({ settings, secrets, http }): OpenProvider<OutgoingChat> => {
    const slack: Slack = { http, base: String(settings["baseUrl"]), token: secrets["botToken"] };
    return {
      send: async (message) => {
        const found = await channelFor(slack, message.to);
        if ("outcome" in found) return found;
        if (found.channel !== message.to) await message.learn?.(found.channel);
        const answer = await slack.http.call({
          url: `${slack.base}/api/chat.postMessage`,
          headers: headersOf(slack),
          body: JSON.stringify({
            channel: found.channel,
            text: message.text,
            blocks: blocksOf(message),
            metadata: { event_type: "campanile_message", event_payload: { id: message.id } },
            unfurl_links: false,
          }),
        });
        return sendOutcome(answer, { taken: postedOf });
      },
      close: () => Promise.resolve(),
    };
  },
  hooks: slackAppHooks,
};

interface Slack {
  http: ProviderHttp;
  base: string;
  token: string | undefined;
}

function headersOf({ token }: Slack): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    "content-type": "application/json; charset=utf-8",
  };
}

/** A person may be named by their e-mail address: then Slack is asked who that is. */
async function channelFor(slack: Slack, to: string): Promise<{ channel: string } | SendOutcome> {
  if (!/^[^@\s]+@[^@\s]+$/.test(to)) return { channel: to };
  const answer = await slack.http.call({
    method: "GET",
    url: `${slack.base}/api/users.lookupByEmail?email=${encodeURIComponent(to)}`,
    headers: headersOf(slack),
  });
  const id = answer.outcome === "answered" ? textAt(jsonOf(answer), "user", "id") : null;
  if (id !== null) return { channel: id };
  return notAsked(answer);
}

/** Nothing was posted, whatever became of the question. */
function notAsked(answer: ProviderAnswer): SendOutcome {
  const outcome = sendOutcome(answer, { taken: refusalOf });
  return outcome.outcome === "unknown" ? { ...outcome, outcome: "deferred" } : outcome;
}

function blocksOf({ id, text, image, button, replies }: OutgoingChat): Record<string, unknown>[] {
  const blocks: Record<string, unknown>[] = sectionsOf(text).map((part) => ({
    type: "section",
    text: { type: "mrkdwn", text: part },
  }));
  if (image !== undefined) blocks.push({ type: "image", image_url: image, alt_text: "picture" });
  const elements = [
    ...(button === undefined ? [] : [buttonOf("link", button.text, { url: button.url })]),
    ...replies.map((reply, index) => buttonOf(`reply-${index}`, reply, { value: id })),
  ];
  if (elements.length > 0) blocks.push({ type: "actions", elements: elements.slice(0, 25) });
  return blocks;
}

const longestSection = 3_000;

/** A longer text is several sections, cut behind a word; one without a text is no section. */
function sectionsOf(text: string): string[] {
  const sections: string[] = [];
  let rest = text.trim();
  while (rest.length > longestSection) {
    const part = rest.slice(0, longestSection);
    const cut = Math.max(part.lastIndexOf("\n"), part.lastIndexOf(" "));
    const end = cut > 0 ? cut : beginningOf(part, longestSection / 2).length;
    sections.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return rest === "" ? sections : [...sections, rest];
}

function buttonOf(
  action: string,
  text: string,
  what: { url: string } | { value: string },
): Record<string, unknown> {
  const label = { type: "plain_text", text: beginningOf(text, 75) };
  return { type: "button", action_id: action, text: label, ...what };
}

/** Slack says no with a status of 200, too. */
function postedOf(answer: Answered): SendOutcome {
  const body = jsonOf(answer);
  if ((body as { ok?: unknown } | null)?.ok !== true) return refusalOf(answer);
  const [channel, ts] = [textAt(body, "channel"), textAt(body, "ts")];
  const response = `${answer.status}: taken`;
  return sentAs(response, channel === null || ts === null ? null : `${channel}/${ts}`);
}

/** Mended by the app's owner, or passing. */
const passing = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "ratelimited",
  "rate_limited",
  "service_unavailable",
  "team_added_to_org",
]);
/** Slack does not know itself. */
const unclear = new Set(["fatal_error", "internal_error", "request_timeout"]);

function refusalOf(answer: Answered): SendOutcome {
  const error = textAt(jsonOf(answer), "error");
  const message = error ?? beginning(answer);
  if (error === null || unclear.has(error)) return { outcome: "unknown", message };
  return passing.has(error) ? { outcome: "deferred", message } : { outcome: "refused", message };
}
