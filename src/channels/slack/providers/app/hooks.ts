import { meaningOfReply } from "../../../../domain/reply-words.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { at, instantOf, listAt, objectIn, reportOf, textAt } from "../../../reports.ts";
import type { HookAnswer, HookRequest, ProviderHooks, ProviderSetup } from "../../../provider.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";
import { isSignedBy } from "../../../signed.ts";

/** What an older request says may be somebody's who has overheard it. */
const oldestMs = 300_000;

/** Slack's Events API, and the buttons of its messages: both come to the same address. */
export const slackAppHooks: ProviderHooks = {
  receive: (setup, request): HookAnswer => {
    if (!isGenuine(setup, request)) return { outcome: "not genuine" };
    const text = request.body.toString();
    const isForm = (request.headers["content-type"] ?? "").includes("form-urlencoded");
    const payload = objectIn(isForm ? (new URLSearchParams(text).get("payload") ?? "") : text);
    if (payload === null) return { outcome: "unreadable", message: "it is no JSON object" };
    const type = textAt(payload, "type");
    if (type === "url_verification") {
      const body = textAt(payload, "challenge") ?? "";
      return { outcome: "answer", answer: { status: 200, type: "text/plain", body } };
    }
    const answer = { status: 200 };
    if (type === "block_actions") return { ...touchIn(payload, request.at), answer };
    if (type === "event_callback") return { ...messageIn(setup, payload, request.at), answer };
    return { outcome: "reports", reports: [], answer };
  },
};

type Reports = Extract<HookAnswer, { outcome: "reports" }>;

function isGenuine({ secrets }: ProviderSetup, { headers, body, at: now }: HookRequest): boolean {
  const timestamp = headers["x-slack-request-timestamp"] ?? "";
  const age = Math.abs(now.getTime() - Number(timestamp) * 1_000);
  const given = (headers["x-slack-signature"] ?? "").replace(/^v0=/, "");
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), body]);
  return age <= oldestMs && isSignedBy(secrets["signingSecret"] ?? "", signed, given);
}

/** A person's message to the app, or in a thread below one of its messages. */
function messageIn(
  { settings }: ProviderSetup,
  payload: Record<string, unknown>,
  received: Date,
): Reports {
  const event = at(payload, "event");
  const [user, id] = [textAt(event, "user"), textAt(payload, "event_id")];
  const isPersons = textAt(event, "bot_id") === null && textAt(event, "subtype") === null;
  const thread = textAt(event, "thread_ts");
  const channel = textAt(event, "channel") ?? "";
  const isToUs = textAt(event, "channel_type") === "im" || thread !== null;
  if (textAt(event, "type") !== "message" || user === null || id === null) return nothing;
  if (!isPersons || !isToUs) return nothing;
  const when = instantOf(at(event, "ts"), 1, received);
  const text = textAt(event, "text") ?? "";
  const report = reportOf({
    reportId: id,
    kind: meaningOfReply(text, replyWordsOf(settings)),
    at: when,
    providerId: thread === null ? null : `${channel}/${thread}`,
    address: user,
    words: text,
  });
  return {
    outcome: "reports",
    reports: [report],
    writers: [{ address: user, at: when, token: null }],
  };
}

const nothing: Reports = { outcome: "reports", reports: [] };

function touchIn(payload: Record<string, unknown>, received: Date): Reports {
  const user = textAt(payload, "user", "id");
  if (user === null) return nothing;
  const touched = listAt(payload, "actions").filter((action) =>
    (textAt(action, "action_id") ?? "").startsWith("reply-"),
  );
  return {
    outcome: "reports",
    reports: touched.map((action) =>
      reportOf({
        reportId: `${textAt(payload, "trigger_id") ?? ""}/${textAt(action, "action_ts") ?? ""}`,
        kind: "replied",
        at: instantOf(at(action, "action_ts"), 1, received),
        messageId: messageIdIn(textAt(action, "value")),
        address: user,
        code: "button",
        words: textAt(action, "text", "text"),
      }),
    ),
    writers: touched.length === 0 ? [] : [{ address: user, at: received, token: null }],
  };
}
