import type { z } from "zod";
import { blockKinds, branchesOf } from "../../blocks/registry.ts";
import { builtInChannels, notSetUp } from "../../channels/registry.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { draftShape } from "../../contract/draft.ts";
import { jsonPath, locatedErrors } from "../../contract/parse.ts";
import type { GraphBlock, GraphIssue } from "../../domain/graph.ts";
import { graphIssues } from "../../domain/graph.ts";
import type { DraftBlock } from "../../rendering/jobs.ts";
import { LimitExceeded } from "../../rendering/limits.ts";
import type { Renderer } from "../../rendering/renderer.ts";

/**
 * Every fault that keeps a definition or a draft from being published, at once: of its graph, and
 * of its blocks' settings.
 *
 * @param setUp the names of the channels that are set up (`setUpChannels`)
 */
export async function definitionIssues(
  renderer: Renderer,
  definition: unknown,
  setUp: ReadonlySet<string> = builtInChannels(),
): Promise<GraphIssue[]> {
  const { ofGraph, ofBlocks } = await issuesOf(renderer, definition, setUp);
  return [...ofGraph, ...ofBlocks];
}

/** The same, told apart: of what stands around its blocks (or of its shape), and of their settings. */
export async function issuesOf(
  renderer: Renderer,
  definition: unknown,
  setUp: ReadonlySet<string>,
): Promise<{ ofGraph: GraphIssue[]; ofBlocks: GraphIssue[] }> {
  const parsed = draftShape.safeParse(definition);
  if (!parsed.success) {
    const { error } = definitionSchema.safeParse(definition);
    return { ofGraph: shapeIssues(error ?? parsed.error, definition), ofBlocks: [] };
  }
  const { blocks, edges } = parsed.data;
  return {
    ofGraph: graphIssues({ edges, blocks: blocks.map(graphBlock) }),
    ofBlocks: [...channelIssues(blocks, setUp), ...(await issuesWithin(renderer, blocks))],
  };
}

/** Blocks none of whose messages could be sent. */
function channelIssues(blocks: readonly DraftBlock[], setUp: ReadonlySet<string>): GraphIssue[] {
  return blocks.flatMap(({ id, kind, config }) => {
    const read = readBlockConfig(kind, config);
    if (read.outcome === "faulty") return [];
    const messages = blockKinds.get(kind)?.messages?.(read.config) ?? [];
    if (messages.some(({ channel }) => setUp.has(channel))) return [];
    return messages.map(({ channel, slot }) =>
      issueAt(id, slot === undefined ? "" : `messages[${slot}]`, notSetUp(channel)),
    );
  });
}

/** A draft that costs too much to check is still there to be mended: that is its problem then. */
async function issuesWithin(
  renderer: Renderer,
  blocks: readonly DraftBlock[],
): Promise<GraphIssue[]> {
  try {
    return (await issuesOfBlocks(renderer, blocks)).flat();
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    return [{ message: `it can't be checked: ${error.message}` }];
  }
}

/** What each block's settings lack, whatever stands around it. */
export function issuesOfBlocks(
  renderer: Renderer,
  blocks: readonly DraftBlock[],
): Promise<GraphIssue[][]> {
  if (blocks.length === 0) return Promise.resolve([]);
  return renderer.run("blockProblems", { blocks: blocks.map(plain) });
}

/** What is looked at, and no more: what blocks are called or where they stand changes nothing. */
const plain = ({ id, kind, config }: DraftBlock): DraftBlock => ({ id, kind, config });

function graphBlock({ id, kind, config }: DraftBlock): GraphBlock {
  const rules = blockKinds.get(kind);
  if (rules === undefined) return { id, kind, role: "step", branches: [] };
  const read = readBlockConfig(kind, config);
  const settings = read.outcome === "right" ? read.config : config;
  return { id, kind, role: rules.role, branches: branchesOf(rules, settings) };
}

/** A zod fault, told as one of a block and its field where its path leads into a block. */
function shapeIssues(error: z.ZodError, definition: unknown): GraphIssue[] {
  return locatedErrors(error.issues).map(({ path, message }) => {
    const [list, index, ...rest] = path;
    const id = list === "blocks" && typeof index === "number" ? idAt(definition, index) : undefined;
    if (id !== undefined) {
      return issueAt(id, jsonPath(rest[0] === "config" ? rest.slice(1) : rest), message);
    }
    const where = jsonPath(path);
    return { message: where === "" ? message : `${where}: ${message}` };
  });
}

function issueAt(block: string, field: string, message: string): GraphIssue {
  return field === "" ? { block, message } : { block, field, message };
}

function idAt(definition: unknown, index: number): string | undefined {
  const { blocks } = definition as { blocks: { id?: unknown }[] };
  const id = blocks[index]?.id;
  return typeof id === "string" ? id : undefined;
}
