import type { z } from "zod";
import { blockKinds } from "../../blocks/registry.ts";
import type { Definition } from "../../contract/definition.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { jsonPath } from "../../contract/parse.ts";
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
    blocks: blocks.map(({ id, kind }) => {
      const { role = "step", branches = [] } = blockKinds.get(kind) ?? {};
      return { id, kind, role, branches };
    }),
  });
  const settings = blocks.flatMap(({ id, kind, config }) =>
    (blockKinds.get(kind)?.problems?.(config) ?? []).map((problem) => ({ block: id, ...problem })),
  );
  return [...graph, ...settings];
}

/** A zod fault, told as one of a block and its field where its path leads into a block. */
function shapeProblems(error: z.ZodError, definition: unknown): GraphProblem[] {
  return error.issues.flatMap((issue) => {
    const [list, index, ...rest] = issue.path;
    const id = list === "blocks" && typeof index === "number" ? idAt(definition, index) : undefined;
    const within = rest[0] === "config" ? rest.slice(1) : rest;
    const messages =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
            path: [...(id === undefined ? issue.path : within), key],
            message: "unknown field",
          }))
        : [{ path: id === undefined ? issue.path : within, message: issue.message }];
    return messages.map(({ path, message }) => {
      const where = jsonPath(path);
      if (id === undefined) return { message: where === "" ? message : `${where}: ${message}` };
      return where === "" ? { block: id, message } : { block: id, field: where, message };
    });
  });
}

function idAt(definition: unknown, index: number): string | undefined {
  const { blocks } = definition as { blocks: { id?: unknown }[] };
  const id = blocks[index]?.id;
  return typeof id === "string" ? id : undefined;
}
