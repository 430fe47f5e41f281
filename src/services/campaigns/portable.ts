import type { ServiceContext } from "../context.ts";
import type { EmailSettings } from "../../blocks/email-settings.ts";
import { emailSource } from "../../blocks/email-settings.ts";
import type { Definition } from "../../contract/definition.ts";
import { campaignDefinition } from "../../contract/definition.ts";
import type { TemplateRow } from "../../db/messages/templates.ts";
import { templatesById } from "../../db/messages/templates.ts";
import { secretsIn } from "../webhooks/render.ts";
import type { Companions } from "./companions.ts";

export interface Portable {
  definition: Definition;
  /** What the reader has to see to, in words. */
  warnings: string[];
}

type Block = Definition["blocks"][number];
type Config = Record<string, unknown>;

/**
 * A definition without ids of this deployment: stored templates stand in the blocks that use them,
 * and a workflow that a block starts is named.
 */
export async function portable(
  context: ServiceContext,
  definition: Definition,
  companions: Companions,
): Promise<Portable> {
  const templates = await templatesById(context.sql, templateIdsIn(definition.blocks));
  const warnings: string[] = [];
  const blocks: unknown[] = [];
  for (const block of definition.blocks) {
    if (templateIdsIn([block]).some((id) => !templates.has(id))) {
      warnings.push(`Block "${block.id}" names a template that is gone.`);
    }
    const inlined = withTemplates(block, templates);
    const { workflowId, ...rest } = inlined.config;
    if (typeof workflowId === "string") {
      const target = await companions.named(workflowId, `Block "${block.id}" starts`);
      if (target.name !== undefined) rest["workflow"] = target.name;
      warnings.push(...target.warnings);
    }
    blocks.push({ ...inlined, config: rest });
    warnings.push(...calendarWarnings(block), ...secretWarnings(block));
  }
  return { definition: campaignDefinition.parse({ ...definition, blocks }), warnings };
}

function messagesOf(config: Config): { config: Config }[] {
  return Array.isArray(config["messages"]) ? (config["messages"] as { config: Config }[]) : [];
}

function templateIdsIn(blocks: readonly Block[]): string[] {
  return blocks
    .flatMap(({ config }) => [
      config as Config,
      ...messagesOf(config as Config).map((one) => one.config),
    ])
    .flatMap(({ templateId }) => (typeof templateId === "string" ? [templateId] : []));
}

function withTemplates(block: Block, templates: Map<string, TemplateRow>) {
  const config = withTemplate(block.config as Config, templates);
  if (!Array.isArray(config["messages"])) return { ...block, config };
  const messages = messagesOf(config).map((one) => ({
    ...one,
    config: withTemplate(one.config, templates),
  }));
  return { ...block, config: { ...config, messages } };
}

/** A template that is gone stays named: publishing says so, here and there. */
function withTemplate(config: Config, templates: Map<string, TemplateRow>): Config {
  const { templateId, ...rest } = config;
  const stored = typeof templateId === "string" ? templates.get(templateId) : undefined;
  if (stored === undefined) return config;
  return { ...rest, ...emailSource(config as unknown as EmailSettings).over(stored.content) };
}

/** A calendar that is not there has no days, and nothing would say so. */
function calendarWarnings({ id, config: given }: Block): string[] {
  const config = given as Config;
  const names = [config, ...messagesOf(config).map((one) => one.config)]
    .flatMap((one) => [one, (one["holdBack"] ?? {}) as Config])
    .flatMap(({ holidays }) => (Array.isArray(holidays) ? (holidays as string[]) : []));
  return [...new Set(names)].map(
    (name) =>
      `Block "${id}" names the calendar of holidays "${name}": it has to be there, with its days.`,
  );
}

const likeSecret = /authorization|token|key|secret|cookie|password/i;

function secretWarnings({ id, kind, config }: Block): string[] {
  if (kind !== "webhook") return [];
  const warnings = secretsIn(config).map(
    (name) => `Block "${id}" needs the secret ${name}: it has to be set there.`,
  );
  for (const [header, value] of Object.entries((config as { headers: Config }).headers)) {
    if (likeSecret.test(header) && secretsIn(value).length === 0) {
      warnings.push(
        `Block "${id}" sends the header ${header} with a value that stands in this file.`,
      );
    }
  }
  return warnings;
}
