import { createHash } from "node:crypto";
import type { EmailSource } from "../../blocks/email-settings.ts";
import { emailSource } from "../../blocks/email-settings.ts";
import { blockKinds } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import type { Sql } from "../../db/database.ts";
import { partialsByName } from "../../db/partials.ts";
import { templatesById } from "../../db/templates.ts";
import type { GraphProblem } from "../../domain/graph.ts";
import type {
  ContentSource,
  FrozenContent,
  FrozenText,
  Partial,
  TemplateEngine,
  VersionContents,
} from "../../domain/message-content.ts";
import { contentKey, noLanguage, textsByLanguage } from "../../domain/message-content.ts";
import { problemOf } from "../../domain/template-engine.ts";
import { templateProblem } from "../../domain/template.ts";
import { partialsIn } from "../../domain/template-variables.ts";
import { compileMjml } from "./compile-mjml.ts";

export interface Frozen {
  contents: VersionContents;
  problems: GraphProblem[];
}

/**
 * Compiles all that a definition's messages say, with the stored templates and partials they use:
 * a version keeps it, so that nothing that is edited later changes it.
 *
 * @param engine of content that stands in the blocks themselves; by default Liquid
 */
export async function freezeContents(
  sql: Sql,
  definition: Pick<Definition, "blocks" | "settings">,
  engine?: TemplateEngine,
): Promise<Frozen> {
  const sources = definition.blocks.flatMap(({ id, kind, config }) =>
    (blockKinds.get(kind)?.emails?.(config) ?? []).map(({ slot, settings }) => ({
      ...{ block: id, slot, source: emailSource(settings) },
    })),
  );
  const ids = sources.flatMap(({ source }) => source.templateId ?? []);
  const templates = await templatesById(sql, ids);
  const problems: GraphProblem[] = [];
  const messages: Record<string, FrozenContent> = {};
  const inputs: unknown[] = [];
  for (const { block, slot, source } of sources) {
    const { templateId } = source;
    const at = (field: string) => ({ block, field: fieldOf(slot, field) });
    const stored = templateId === undefined ? undefined : templates.get(templateId);
    if (templateId !== undefined && stored === undefined) {
      problems.push({ ...at("templateId"), message: `there is no template ${templateId}` });
      continue;
    }
    const own = engine === undefined ? source.content : { ...source.content, engine };
    const content = stored === undefined ? own : over(stored.content, source);
    inputs.push([block, slot, content]);
    const compiled = await compileContent(content);
    for (const { field, message } of compiled.problems) {
      problems.push({ ...at(stored === undefined ? field : "templateId"), message });
    }
    messages[contentKey(block, slot)] = compiled.content;
  }
  const partials = await freezePartials(sql, messages);
  problems.push(...partials.problems);
  const utm = definition.settings?.utm ?? {};
  const hash = createHash("sha256").update(JSON.stringify([inputs, partials.partials, utm]));
  const fingerprint = hash.digest("hex").slice(0, 32);
  return { contents: { fingerprint, messages, partials: partials.partials, utm }, problems };
}

function fieldOf(slot: number | undefined, field: string): string {
  return slot === undefined ? field : `messages[${slot}].config.${field}`;
}

/** A subject in the block goes before those of the stored template. */
export function over(stored: ContentSource, { content: { subject } }: EmailSource): ContentSource {
  if (subject === undefined || subject.trim() === "") return stored;
  const languages = Object.entries(stored.languages ?? {}).map(
    ([language, text]) => [language, { ...text, subject }] as const,
  );
  return { ...stored, subject, languages: Object.fromEntries(languages) };
}

/** One content in all its languages, MJML compiled. */
export async function compileContent(
  source: ContentSource,
): Promise<{ content: FrozenContent; problems: { field: string; message: string }[] }> {
  const { defaultLanguage, languages } = textsByLanguage(source);
  const problems: { field: string; message: string }[] = [];
  const frozen: Record<string, FrozenText> = {};
  for (const [language, { subject, html, mjml, text }] of Object.entries(languages)) {
    const inside = Object.hasOwn(source.languages ?? {}, language);
    const field = inside && language !== noLanguage ? `languages.${language}.mjml` : "mjml";
    let content = html ?? "";
    if (mjml !== undefined && mjml.trim() !== "") {
      const compiled = await compileMjml(mjml);
      const fault = problemOf(source.engine, compiled.html);
      const faults = fault === null ? compiled.problems : [...compiled.problems, fault];
      problems.push(...faults.map((message) => ({ field, message })));
      content = compiled.html;
    }
    const plain = text === undefined || text.trim() === "" ? null : text;
    frozen[language] = {
      ...{ subject: subject ?? source.subject ?? "", html: content, text: plain },
      ...(source.engine === "velocity" && { engine: source.engine }),
    };
  }
  return { content: { defaultLanguage, languages: frozen }, problems };
}

/** The partials that messages render, and those that these render. */
async function freezePartials(
  sql: Sql,
  messages: Record<string, FrozenContent>,
): Promise<{ partials: Record<string, Partial>; problems: GraphProblem[] }> {
  const partials: Record<string, Partial> = {};
  const problems: GraphProblem[] = [];
  for (const [key, { languages }] of Object.entries(messages)) {
    const [block = "", slot] = key.split("/");
    const at = { block, field: fieldOf(slot === undefined ? undefined : Number(slot), "html") };
    const problem = (message: string): unknown =>
      problems.some((one) => one.block === block && one.message === message) ||
      problems.push({ ...at, message });
    const look = async (texts: readonly string[], way: readonly string[]): Promise<void> => {
      for (const { names, dynamic } of texts.flatMap(readPartials)) {
        if (dynamic) problem("the name of a partial must be in quotes, so that it can be frozen");
        for (const name of names) {
          if (way.includes(name)) {
            problem(`partials render one another in a circle: ${[...way, name].join(", ")}`);
            continue;
          }
          const partial = partials[name] ?? (await partialsByName(sql, [name])).get(name);
          if (partial === undefined) {
            problem(`there is no partial "${name}"`);
            continue;
          }
          partials[name] = partial;
          await look([partial.html, partial.text ?? ""], [...way, name]);
        }
      }
    };
    for (const { subject, html, text, engine } of Object.values(languages)) {
      if (engine === "velocity") continue;
      await look([subject, html, text ?? ""], []);
    }
  }
  return { partials: sortedByName(partials), problems };
}

/** Of a text that can't be read, nothing: that is told elsewhere. */
function readPartials(text: string): ReturnType<typeof partialsIn>[] {
  return templateProblem(text) === null ? [partialsIn(text)] : [];
}

function sortedByName(partials: Record<string, Partial>): Record<string, Partial> {
  return Object.fromEntries(Object.entries(partials).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
