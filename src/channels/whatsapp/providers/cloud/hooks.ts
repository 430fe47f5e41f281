import type { ChannelReport, ChannelReportKind } from "../../../../domain/channel-report.ts";
import type { ReplyWords } from "../../../../domain/reply-words.ts";
import { meaningOfReply } from "../../../../domain/reply-words.ts";
import { messageIdIn } from "../../../carried-id.ts";
import { at, instantOf, listAt, objectIn, reportOf, textAt } from "../../../reports.ts";
import type { ChatWriter, HookAnswer, HookRequest, ProviderHooks } from "../../../provider.ts";
import { replyWordsOf } from "../../../reply-word-settings.ts";
import { isSameSecret, isSignedBy } from "../../../signed.ts";

/** WhatsApp's webhooks: what became of messages, and what people write. */
export const whatsappCloudHooks: ProviderHooks = {
  receive: ({ settings, secrets }, request): HookAnswer => {
    if (request.method === "GET") return challenge(secrets["verifyToken"] ?? "", request);
    const given = request.headers["x-hub-signature-256"] ?? "";
    const signature = given.replace(/^sha256=/, "");
    if (!isSignedBy(secrets["appSecret"] ?? "", request.body, signature)) {
      return { outcome: "not genuine" };
    }
    const body = objectIn(request.body);
    if (body === null) return { outcome: "unreadable", message: "it is no JSON object" };
    const values = listAt(body, "entry")
      .flatMap((entry) => listAt(entry, "changes"))
      .map((change) => at(change, "value"));
    const words = replyWordsOf(settings);
    const own = String(settings["phoneNumberId"]);
    const ours = values.filter((value) => {
      const about = textAt(value, "metadata", "phone_number_id");
      return about === null || about === own;
    });
    return {
      outcome: "reports",
      reports: ours.flatMap((value) => [
        ...listAt(value, "statuses").flatMap((status) => statusIn(status, request.at)),
        ...listAt(value, "messages").flatMap((one) => replyIn(one, words, request.at)),
      ]),
      writers: ours.flatMap((value) => writersIn(value, request.at)),
      answer: { status: 200 },
    };
  },
};

function challenge(verifyToken: string, { query }: HookRequest): HookAnswer {
  const isOurs = isSameSecret(verifyToken, query.get("hub.verify_token") ?? "");
  if (!isOurs || query.get("hub.mode") !== "subscribe") return { outcome: "not genuine" };
  const body = query.get("hub.challenge") ?? "";
  return { outcome: "answer", answer: { status: 200, type: "text/plain", body } };
}

const kinds: Record<string, ChannelReportKind> = {
  delivered: "delivered",
  read: "opened",
  failed: "failed",
};

function statusIn(status: unknown, received: Date): ChannelReport[] {
  const [id, name] = [textAt(status, "id"), textAt(status, "status") ?? ""];
  const kind = kinds[name];
  if (id === null || kind === undefined) return [];
  const error = at(status, "errors", 0);
  const title = textAt(error, "title") ?? textAt(error, "message");
  const details = textAt(error, "error_data", "details");
  return [
    reportOf({
      reportId: `${id}/${name}`,
      kind,
      at: instantOf(at(status, "timestamp"), 1, received),
      messageId: messageIdIn(textAt(status, "biz_opaque_callback_data")),
      providerId: id,
      address: phoneOf(textAt(status, "recipient_id")),
      code: textAt(error, "code"),
      words: details ?? title,
    }),
  ];
}

function replyIn(message: unknown, words: ReplyWords, received: Date): ChannelReport[] {
  const [id, from] = [textAt(message, "id"), textAt(message, "from")];
  if (id === null || from === null) return [];
  const touched =
    textAt(message, "button", "text") ??
    textAt(message, "interactive", "button_reply", "title") ??
    textAt(message, "interactive", "list_reply", "title");
  const kind = textAt(message, "type");
  // What stands below a picture, a film or a file.
  const caption = kind === null ? null : textAt(message, kind, "caption");
  const text = touched ?? textAt(message, "text", "body") ?? caption;
  if (text === null && kind !== null && !written.has(kind)) return [];
  return [
    reportOf({
      reportId: id,
      kind: meaningOfReply(text ?? "", words),
      at: instantOf(at(message, "timestamp"), 1, received),
      providerId: textAt(message, "context", "id"),
      address: phoneOf(from),
      code: touched === null ? null : "button",
      words: text ?? `(${kind ?? "something"})`,
    }),
  ];
}

/** Kinds that somebody sends; others tell of changes. */
const written = new Set([
  "text",
  "image",
  "audio",
  "video",
  "document",
  "sticker",
  "location",
  "contacts",
  "button",
  "interactive",
]);

function writersIn(value: unknown, received: Date): ChatWriter[] {
  const names = new Map(
    listAt(value, "contacts").map((one) => [textAt(one, "wa_id"), textAt(one, "profile", "name")]),
  );
  return listAt(value, "messages").flatMap((message) => {
    const from = textAt(message, "from");
    const address = phoneOf(from);
    if (address === null) return [];
    const when = instantOf(at(message, "timestamp"), 1, received);
    const writer: ChatWriter = { address, at: when, token: null };
    const name = names.get(from);
    if (typeof name === "string") writer.firstName = name;
    return [writer];
  });
}

/** WhatsApp writes numbers without their plus sign. */
function phoneOf(number: string | null): string | null {
  return number === null ? null : `+${number.replace(/^\+/, "")}`;
}
