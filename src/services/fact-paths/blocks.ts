import type { ServiceContext } from "../context.ts";
import type { SetVariable } from "../../blocks/block.ts";
import { blockKinds } from "../../blocks/registry.ts";
import type { FactPath } from "../../contract/api/fact-paths.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { Draft } from "../../contract/draft.ts";
import { eventTypeBy } from "../../db/workflows/binding-rows.ts";
import { answerLabels, messageLabels } from "../../domain/fact-labels.ts";
import { contactPaths, eventPaths, fixed, paramsOfTypes } from "./paths.ts";

interface BlockPaths {
  vars: FactPath[];
  messages: FactPath[];
  waited: FactPath[];
}

/** What the blocks of a draft let conditions and templates name; those half-made are passed over. */
export async function blockPaths(
  context: ServiceContext,
  draft: Draft,
  attributes: readonly object[],
): Promise<BlockPaths> {
  const found: BlockPaths = { vars: [], messages: [], waited: [] };
  const known = new Set<string>();
  for (const block of draft.blocks) {
    const kind = blockKinds.get(block.kind);
    const read = readBlockConfig(block.kind, block.config);
    if (kind === undefined || read.outcome === "faulty") continue;
    const of = `, ${block.name ?? kind.label} (${block.id})`;
    for (const variable of kind.sets?.(read.config) ?? []) {
      // Two blocks may set one variable; the first to say its type is believed.
      if (!known.has(variable.name)) found.vars.push(...variablePaths(variable, attributes));
      known.add(variable.name);
    }
    // A message to a whole segment has no one state.
    if (kind.place !== "bulk" && (kind.messages?.(read.config) ?? []).length > 0) {
      found.messages.push(...messagePaths(block.id, of));
    }
    // A goal watches too, and ends the run: nothing comes after it.
    const [key] = kind.role === "wait" ? (kind.awaits?.(read.config) ?? []) : [];
    if (key !== undefined) {
      const type = await eventTypeBy(context.sql, { key });
      const params = await paramsOfTypes(context, type === undefined ? [] : [type.id]);
      found.waited.push(...eventPaths(`waited.${block.id}`, [key], params, of));
    }
  }
  return found;
}

function variablePaths({ name, holds }: SetVariable, attributes: readonly object[]): FactPath[] {
  const path = `vars.${name}`;
  if (holds === "contact") return contactPaths(path, attributes, [], ` of ${name}`);
  if (holds === "webhookAnswer") {
    return [
      fixed(`${path}.status`, `${answerLabels.status} of ${name}`, "number"),
      fixed(`${path}.body`, `${answerLabels.body} of ${name}`, "unknown"),
      fixed(`${path}.headers`, `${answerLabels.headers} of ${name}`, "unknown"),
    ];
  }
  return [fixed(path, name, holds === "json" ? "unknown" : holds)];
}

const states = ["queued", "sending", "sent", "failed", "unknown", "held", "dropped"];

function messagePaths(blockId: string, of: string): FactPath[] {
  const path = `messages.${blockId}`;
  return [
    fixed(`${path}.sent`, messageLabels.sent + of, "boolean"),
    fixed(`${path}.delivered`, messageLabels.delivered + of, "boolean"),
    fixed(`${path}.bounced`, messageLabels.bounced + of, "boolean"),
    fixed(`${path}.opened`, messageLabels.opened + of, "boolean"),
    fixed(`${path}.clicked`, messageLabels.clicked + of, "boolean"),
    fixed(`${path}.complained`, messageLabels.complained + of, "boolean"),
    fixed(`${path}.replied`, messageLabels.replied + of, "boolean"),
    fixed(`${path}.state`, messageLabels.state + of, "text", states),
  ];
}
