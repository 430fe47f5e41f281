import type { z } from "zod";
import { blockKinds, branchesOf } from "../../blocks/registry.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import { definitionSchema } from "../../contract/definition.ts";
import type { Draft } from "../../contract/draft.ts";
import { draftShape } from "../../contract/draft.ts";
import { jsonPath, placedFaults } from "../../contract/parse.ts";
import type { GraphBlock, GraphProblem } from "../../domain/graph.ts";
import { graphProblems } from "../../domain/graph.ts";

type DraftBlock = Draft["blocks"][number];

/**
 * Every fault that keeps a definition or a draft from being published, at once: of its graph, and
 * of its blocks' settings.
 */
export function definitionProblems(definition: unknown): GraphProblem[] {
  const parsed = draftShape.safeParse(definition);
  if (!parsed.success) {
    return shapeProblems(definitionSchema.safeParse(definition).error ?? parsed.error, definition);
  }
  const { blocks, edges } = parsed.data;
  return [
    ...graphProblems({ edges, blocks: blocks.map(graphBlock) }),
    ...blocks.flatMap(blockProblems),
  ];
}

/** What one block's settings lack, whatever stands around it. */
export function blockProblems({ id, kind, config }: DraftBlock): GraphProblem[] {
  const read = readBlockConfig(kind, config);
  const found =
    read.outcome === "faulty" ? read.faults : (blockKinds.get(kind)?.problems?.(read.config) ?? []);
  return found.map(({ field, message }) => problemAt(id, field, message));
}

function graphBlock({ id, kind, config }: DraftBlock): GraphBlock {
  const rules = blockKinds.get(kind);
  if (rules === undefined) return { id, kind, role: "step", branches: [] };
  const read = readBlockConfig(kind, config);
  const settings = read.outcome === "right" ? read.config : config;
  return { id, kind, role: rules.role, branches: branchesOf(rules, settings) };
}

/** A zod fault, told as one of a block and its field where its path leads into a block. */
function shapeProblems(error: z.ZodError, definition: unknown): GraphProblem[] {
  return placedFaults(error.issues).map(({ path, message }) => {
    const [list, index, ...rest] = path;
    const id = list === "blocks" && typeof index === "number" ? idAt(definition, index) : undefined;
    if (id !== undefined) {
      return problemAt(id, jsonPath(rest[0] === "config" ? rest.slice(1) : rest), message);
    }
    const where = jsonPath(path);
    return { message: where === "" ? message : `${where}: ${message}` };
  });
}

function problemAt(block: string, field: string, message: string): GraphProblem {
  return field === "" ? { block, message } : { block, field, message };
}

function idAt(definition: unknown, index: number): string | undefined {
  const { blocks } = definition as { blocks: { id?: unknown }[] };
  const id = blocks[index]?.id;
  return typeof id === "string" ? id : undefined;
}
