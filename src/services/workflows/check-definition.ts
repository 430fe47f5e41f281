import type { z } from "zod";
import { blockKinds, branchesOf } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { jsonPath, placedFaults } from "../../contract/parse.ts";
import type { GraphProblem } from "../../domain/graph.ts";
import { graphProblems } from "../../domain/graph.ts";

/**
 * Every fault of a definition at once. A draft has to have the shape; publishing also asks for a
 * whole graph and for blocks that have all they need.
 */
export function definitionProblems(
  definition: unknown,
  { forPublishing }: { forPublishing: boolean },
): GraphProblem[] {
  const parsed = definitionSchema.safeParse(definition);
  if (!parsed.success) return shapeProblems(parsed.error, definition);
  return forPublishing ? publishingProblems(parsed.data) : [];
}

function publishingProblems({ blocks, edges }: Definition): GraphProblem[] {
  const graph = graphProblems({
    edges,
    blocks: blocks.map(({ id, kind, config }) => {
      const rules = blockKinds.get(kind);
      if (rules === undefined) return { id, kind, role: "step" as const, branches: [] };
      return { id, kind, role: rules.role, branches: branchesOf(rules, config) };
    }),
  });
  const settings = blocks.flatMap(({ id, kind, config }) =>
    (blockKinds.get(kind)?.problems?.(config) ?? []).map((problem) => ({ block: id, ...problem })),
  );
  return [...graph, ...settings];
}

/** A zod fault, told as one of a block and its field where its path leads into a block. */
function shapeProblems(error: z.ZodError, definition: unknown): GraphProblem[] {
  return placedFaults(error.issues).map(({ path, message }) => {
    const [list, index, ...rest] = path;
    const id = list === "blocks" && typeof index === "number" ? idAt(definition, index) : undefined;
    const within = rest[0] === "config" ? rest.slice(1) : rest;
    const where = jsonPath(id === undefined ? path : within);
    if (id === undefined) return { message: where === "" ? message : `${where}: ${message}` };
    return where === "" ? { block: id, message } : { block: id, field: where, message };
  });
}

function idAt(definition: unknown, index: number): string | undefined {
  const { blocks } = definition as { blocks: { id?: unknown }[] };
  const id = blocks[index]?.id;
  return typeof id === "string" ? id : undefined;
}
