import type { DraftCheck } from "../../contract/api/workflow.ts";
import { readBlockConfig } from "../../contract/block-config.ts";
import type { Definition } from "../../contract/definition.ts";
import type { Draft } from "../../contract/draft.ts";
import { AppError } from "../../contract/errors.ts";
import type { GraphIssue } from "../../domain/graph.ts";
import type { VersionContents } from "../../domain/message-content.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { secretIssues } from "../secrets/issues.ts";
import { freezeContents } from "../templates/freeze.ts";
import { contentWarnings } from "../templates/warnings.ts";
import { issuesOf } from "./check-definition.ts";
import { requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

interface Examined {
  /** All that keeps it from being published. */
  problems: GraphIssue[];
  /** Its blocks whose settings are right, which without `problems` are all. */
  definition: Definition;
  /** What their messages say, compiled. */
  contents: VersionContents;
  /** The blocks of the definition whose messages can be read, whatever the graph lacks. */
  readable: Definition["blocks"];
}

/**
 * A draft that has all it needs.
 * @throws AppError `conflict` with every `problem`
 */
export async function wholeDraft(
  context: ServiceContext,
  draft: Draft,
): Promise<Pick<Examined, "definition" | "contents">> {
  const { problems, definition, contents } = await examineDraft(context, draft);
  if (problems.length === 0) return { definition, contents };
  const number = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  throw new AppError("conflict", `the draft has ${number}`, { details: { problems } });
}

/** What saving and publishing would say of a draft that is not saved yet. */
export async function checkDraft(
  context: ServiceContext,
  id: string,
  draft: Draft,
): Promise<DraftCheck> {
  await requireWorkflow(context, id);
  const { problems, readable, contents } = await examineDraft(context, draft);
  const warnings = await contentWarnings(context, id, { blocks: readable }, contents);
  return { problems, warnings, summaries: summariesOf(draft) };
}

async function examineDraft(context: ServiceContext, draft: Draft): Promise<Examined> {
  const blocks = draft.blocks.flatMap((block) => {
    const read = readBlockConfig(block.kind, block.config);
    return read.outcome === "right" ? [{ ...block, config: read.config }] : [];
  });
  const definition = { ...draft, blocks };
  const [found, frozen] = await Promise.all([
    issuesOf(context.renderer, draft, await setUpChannels(context)),
    freezeContents(context, definition),
  ]);
  const ofSecrets = await secretIssues(context, blocks);
  const problems = [...found.ofGraph, ...found.ofBlocks, ...frozen.problems, ...ofSecrets];
  const faulty = new Set([...found.ofBlocks, ...frozen.problems].map(({ block }) => block));
  return {
    problems,
    definition,
    contents: frozen.contents,
    readable: blocks.filter((one) => !faulty.has(one.id)),
  };
}
