import type { ServiceContext } from "../context.ts";
import { blockKinds } from "../../blocks/registry.ts";
import type { BlockMessage } from "../../blocks/message.ts";
import { email } from "../../channels/email/description.ts";
import type { Definition } from "../../contract/definition.ts";
import type { RecentParams } from "../../db/events/recent-params.ts";
import { recentParams } from "../../db/events/recent-params.ts";
import { hasLiquid } from "../../domain/has-liquid.ts";
import type { VersionContents } from "../../domain/message-content.ts";
import { contentKey, liquidOfFields, liquidParts } from "../../domain/message-content.ts";
import type { UsedVariable } from "../../domain/template-variables.ts";
import type { Renderer } from "../../rendering/renderer.ts";

/** Something that may be missing when a message is rendered. */
export interface ContentWarning {
  block: string;
  /** As the template names it: `event.params.city`. */
  variable: string;
  message: string;
}

const eventsLookedAt = 200;

/**
 * What a version's messages use and may not have: names that nothing has, params that recent events
 * of the types that start the workflow lacked. What an `if` or a `default` deals with is left out.
 * And what a marketing e-mail must have: a way to unsubscribe.
 */
export async function contentWarnings(
  context: ServiceContext,
  workflowId: string,
  definition: Pick<Definition, "blocks">,
  contents: VersionContents,
): Promise<ContentWarning[]> {
  const recent = await recentParams(context.sql, workflowId, eventsLookedAt);
  const warnings: ContentWarning[] = [];
  for (const { id: block, kind, config } of definition.blocks) {
    for (const message of blockKinds.get(kind)?.messages?.(config) ?? []) {
      const { slot, source } = message;
      const key = contentKey(block, slot);
      for (const used of await variablesOf(context.renderer, contents, key, source.expressions)) {
        if (used.guarded) continue;
        const variable = used.path.join(".");
        const found = unknownName(used.path, source.data) ?? lackingParam(used.path, recent);
        const told = warnings.some((one) => one.block === block && one.variable === variable);
        if (found !== null && !told) warnings.push({ block, variable, message: found });
      }
      const lacking = await unsubscribeWarning(context.renderer, contents, key, message);
      if (lacking !== null) warnings.push({ block, ...lacking });
    }
  }
  return warnings;
}

/**
 * Of a marketing e-mail from which nobody could unsubscribe. One with an address of its own is for
 * somebody else than the contact, such as a colleague.
 */
async function unsubscribeWarning(
  renderer: Renderer,
  { messages, partials }: VersionContents,
  key: string,
  { channel, settings, source }: BlockMessage,
): Promise<Omit<ContentWarning, "block"> | null> {
  const isToContact = settings.to === undefined || hasLiquid(settings.to);
  const content = messages[key];
  if (channel !== email.name || settings.transactional || !isToContact || content === undefined) {
    return null;
  }
  const { languages } = content;
  const { expressions } = source;
  const lacking = await renderer.run("withoutUnsubscribing", { languages, partials, expressions });
  if (lacking.length === 0) return null;
  const of = lacking.length < Object.keys(languages).length ? ` in ${lacking.join(", ")}` : "";
  const link =
    languages[lacking[0] ?? ""]?.engine === "velocity" ? "$unsubscribeUrl" : "{{ unsubscribeUrl }}";
  const message = `this marketing e-mail has no link to unsubscribe by${of}: add <a href="${link}">…</a>, or mark it as transactional`;
  return { variable: "unsubscribeUrl", message };
}

/** All that one message reads, in all its languages. */
async function variablesOf(
  renderer: Renderer,
  { messages, partials }: VersionContents,
  key: string,
  expressions: readonly string[],
): Promise<UsedVariable[]> {
  const { languages = {}, mail } = messages[key] ?? {};
  const [first] = Object.values(languages);
  const fields = liquidOfFields(mail, first?.engine);
  const texts = [...Object.values(languages).flatMap(liquidParts), ...fields];
  return renderer.run("variables", { texts: [...texts, ...expressions], partials });
}

/** What a run knows, as far as names are fixed; `null`: any name may stand below. */
const known: Record<string, readonly string[] | null> = {
  event: ["id", "typeKey", "keyValue", "params", "receivedAt", "occurredAt"],
  contact: [
    "id",
    "email",
    "phone",
    "firstName",
    "lastName",
    "language",
    "timeZone",
    "attributes",
    "segments",
    "emailConfirmed",
    "topics",
    "unsubscribed",
    "topicsByChannel",
    "unsubscribedChannels",
  ],
  order: ["externalId", "status", "totalCost", "currency", "date", "items", "details"],
  vars: null,
  messages: null,
  waited: null,
  now: null,
  data: null,
  unsubscribeUrl: null,
  preferencesUrl: null,
  confirmUrl: null,
  chatToken: null,
};

function unknownName([root = "", below]: string[], data: readonly string[]): string | null {
  if (!Object.hasOwn(known, root)) {
    return `nothing is called ${root}; known are ${Object.keys(known).join(", ")}`;
  }
  const names = root === "data" ? data : known[root];
  if (below === undefined || names === null || names === undefined || names.includes(below)) {
    return null;
  }
  return root === "data"
    ? `the block's data has no ${below}`
    : `${root} has no ${below}; it has ${names.join(", ")}`;
}

function lackingParam(path: readonly string[], recent: readonly RecentParams[]): string | null {
  const [root, params, name] = path;
  if (root !== "event" || params !== "params" || name === undefined) return null;
  const lacking = recent.flatMap(({ typeKey, events, params: seen }) => {
    const without = events - (Object.hasOwn(seen, name) ? (seen[name] ?? 0) : 0);
    if (without === 0) return [];
    const which =
      without === events ? `all of the last ${events}` : `${without} of the last ${events}`;
    return [`${which} events "${typeKey}"`];
  });
  if (lacking.length === 0) return null;
  return `it was missing in ${lacking.join(", and ")}; give it a fallback: | default: "…"`;
}
