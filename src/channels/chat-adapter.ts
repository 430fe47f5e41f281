import type { ChatSettings } from "../blocks/chat-messages.ts";
import { claimIdentities, ownersOf } from "../db/contacts/contact-identities.ts";
import type { Database } from "../db/core/database.ts";
import type { MessageRecord } from "../db/messages/message-rows.ts";
import { parseIdentity } from "../domain/identity.ts";
import { linesOf } from "../domain/lines.ts";
import { noLanguage } from "../domain/message-content.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type {
  ChannelAdapter,
  ChannelResources,
  ChannelSetup,
  Composed,
  Composition,
} from "./adapter.ts";
import type { KeptChat } from "./chat-content.ts";
import { keptChat } from "./chat-content.ts";
import type { OutgoingChat } from "./chat-outgoing.ts";
import { composeTexts } from "./compose-texts.ts";
import type { ChannelDescription } from "./description.ts";
import type { OpenProvider } from "./provider.ts";

interface ChatOptions {
  description: ChannelDescription;
  /** Why a composed message would not be taken now, or null. */
  refusal?(
    given: ChannelResources,
    message: { recipient: string; isTemplate: boolean },
  ): Promise<string | null>;
}

/** Messages in a chat, by the provider of its set-up. */
export function chatAdapter({ description, refusal }: ChatOptions): ChannelAdapter {
  return {
    open: (given, setup) => {
      const { provider, limits } = requireSetup(description, setup);
      return {
        limits,
        compose: async (renderer, composition) => {
          const composed = await composeChat(given, description, renderer, composition);
          if (composed.outcome === "not sent" || refusal === undefined) return composed;
          const { template } = keptChat.parse(composed.content);
          const isTemplate = template !== undefined;
          const detail = await refusal(given, { recipient: composed.recipient, isTemplate });
          return detail === null ? composed : { outcome: "not sent", detail };
        },
        send: (message) =>
          provider.send({
            ...outgoingOf(message),
            learn: (address) => learn(given.db, description, message, address),
          }),
        sendTest: ({ id, to, text, template }) =>
          provider.send({ id, to, text, replies: [], ...(template !== undefined && { template }) }),
        close: () => provider.close(),
      };
    },
  };
}

function requireSetup(
  { label }: ChannelDescription,
  setup: ChannelSetup | null,
): { provider: OpenProvider<OutgoingChat>; limits: ChannelSetup["limits"] } {
  if (setup === null) throw new Error(`${label} needs a set-up`);
  // All providers of chats take messages in this form.
  return { provider: setup.provider, limits: setup.limits };
}

async function composeChat(
  { links }: ChannelResources,
  description: ChannelDescription,
  renderer: Renderer,
  composition: Composition,
): Promise<Composed> {
  const given = { description, links, sender: "" };
  const composed = await composeTexts(renderer, given, composition);
  if (composed.outcome === "not sent") return composed;
  const parts = keptChat.parse(composed.content);
  const { template: name = "", templateLanguage = "" } = composition.message
    .settings as ChatSettings;
  const content: KeptChat = { ...parts };
  if (name.trim() !== "") {
    const language = templateLanguage.trim() || languageOf(composed.language);
    content.template = { name: name.trim(), language };
  }
  const url = parts.url?.trim() ?? "";
  delete content.url;
  if (url === "") return { ...composed, content };
  content.url = links.trackedUrl({ messageId: composition.id, index: 0 }, url);
  const link = { name: parts.button?.trim() || url, url };
  return { ...composed, content, links: [link] };
}

function languageOf(language: string | null): string {
  return language === null || language === noLanguage ? "en" : language.replace("-", "_");
}

/** Of a contact who was found by their own e-mail address: next time nobody has to be asked. */
async function learn(
  db: Database,
  { address: { identity } }: ChannelDescription,
  { contactId, recipient }: MessageRecord,
  found: string,
): Promise<void> {
  if (identity === null) return;
  const parsed = parseIdentity(identity, found);
  if (parsed.outcome !== "identity") return;
  const [owner] = await ownersOf(db, [{ kind: "email", value: recipient }]);
  if (owner?.contactId === contactId) {
    await claimIdentities(db, [{ ...parsed.identity, contactId }]);
  }
}

function outgoingOf({ id, recipient, content }: MessageRecord): OutgoingChat {
  const { text, image, url, button, replies, parameters, template } = keptChat.parse(content);
  const message: OutgoingChat = { id, to: recipient, text, replies: linesOf(replies) };
  if (image !== undefined && image.trim() !== "") message.image = image.trim();
  if (url !== undefined) message.button = { text: button?.trim() || "Open", url };
  if (template !== undefined) message.template = { ...template, parameters: linesOf(parameters) };
  return message;
}
