import type { ServiceContext } from "../context.ts";
import { createHash } from "node:crypto";
import { blockKinds } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import { templatesById } from "../../db/messages/templates.ts";
import type { GraphIssue } from "../../domain/graph.ts";
import type {
  ContentSource,
  FrozenContent,
  TemplateEngine,
  VersionContents,
} from "../../domain/message-content.ts";
import { contentKey, noLanguage } from "../../domain/message-content.ts";
import type { FieldIssue } from "../../rendering/jobs.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { fieldOf } from "./field-of.ts";
import { freezePartials } from "./freeze-partials.ts";

export interface Frozen {
  contents: VersionContents;
  problems: GraphIssue[];
}

/**
 * Compiles all that a definition's messages say, with the stored templates and partials they use:
 * a version keeps it, so that nothing that is edited later changes it.
 *
 * @param engine of content that stands in the blocks themselves; by default Liquid
 */
export async function freezeContents(
  context: ServiceContext,
  definition: Pick<Definition, "blocks" | "settings">,
  engine?: TemplateEngine,
): Promise<Frozen> {
  const sources = definition.blocks.flatMap(({ id, kind, config }) =>
    (blockKinds.get(kind)?.messages?.(config) ?? []).map(({ slot, channel, source }) => ({
      block: id,
      slot,
      channel,
      source,
    })),
  );
  const ids = sources.flatMap(({ source }) => source.templateId ?? []);
  const templates = await templatesById(context.sql, ids);
  const problems: GraphIssue[] = [];
  const wanted: {
    block: string;
    slot: number | undefined;
    channel: string;
    own: boolean;
    content: ContentSource;
  }[] = [];
  for (const { block, slot, channel, source } of sources) {
    const { templateId } = source;
    const stored = templateId === undefined ? undefined : templates.get(templateId);
    if (templateId !== undefined && stored === undefined) {
      const field = fieldOf(slot, "templateId");
      problems.push({ block, field, message: `there is no template ${templateId}` });
      continue;
    }
    const own = engine === undefined ? source.content : { ...source.content, engine };
    const content = stored === undefined ? own : source.over(stored.content);
    wanted.push({ block, slot, channel, own: stored === undefined, content });
  }
  // All at once: within a transaction, each time that something is to be rendered costs a round.
  const compiled = await Promise.all(
    wanted.map(({ channel, content }) => compileContent(context.renderer, channel, content)),
  );
  const messages: Record<string, FrozenContent> = {};
  for (const [index, { block, slot, own }] of wanted.entries()) {
    const one = compiled[index];
    if (one === undefined) continue;
    for (const { field, message } of one.problems) {
      problems.push({ block, field: fieldOf(slot, own ? field : "templateId"), message });
    }
    messages[contentKey(block, slot)] = one.content;
  }
  const inputs = wanted.map(({ block, slot, content }) => [block, slot, content]);
  const partials = await freezePartials(context, messages);
  problems.push(...partials.problems);
  const utm = definition.settings?.utm ?? {};
  const hash = createHash("sha256").update(JSON.stringify([inputs, partials.partials, utm]));
  const fingerprint = hash.digest("hex").slice(0, 32);
  return { contents: { fingerprint, messages, partials: partials.partials, utm }, problems };
}

/** Content that costs too much can't be published: that is its problem then. */
async function compileContent(
  renderer: Renderer,
  channel: string,
  source: ContentSource,
): Promise<{ content: FrozenContent; problems: FieldIssue[] }> {
  try {
    return await renderer.run("compile", { channel, source });
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    const { path: field = "html", message = error.message } = error.faults[0] ?? {};
    const content = { defaultLanguage: noLanguage, languages: {} };
    return { content, problems: [{ field, message }] };
  }
}
