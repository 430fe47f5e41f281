import { newId } from "../../platform/new-id.ts";
import type { AnyBlock } from "../../blocks/registry.ts";
import { blockKinds } from "../../blocks/registry.ts";
import { builtInChannels } from "../../channels/registry.ts";
import type { ActiveRuns, PublishChoice } from "../../contract/api/active-runs.ts";
import type { PublishAnswer } from "../../contract/api/workflow.ts";
import type { Definition } from "../../contract/definition.ts";
import { AppError } from "../../contract/errors.ts";
import { typeIdsOf } from "../../db/events/event-type-keys.ts";
import type { VersionRow } from "../../db/workflows/workflow-versions.ts";
import {
  currentVersionIfUnchanged,
  insertVersion,
  insertVersionAwaits,
} from "../../db/workflows/workflow-versions.ts";
import type { Plan, PlanBlock } from "../../domain/plan.ts";
import { required } from "../../domain/required.ts";
import { sayRun } from "../../domain/sentences/run-sentences.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { writtenPlan } from "../../domain/written-plan.ts";
import type { ContentWarning } from "../templates/warnings.ts";
import { contentWarnings } from "../templates/warnings.ts";
import { moveActiveRuns } from "../bulk-actions/move-active-runs.ts";
import { settleActiveRuns, withActiveRuns } from "./active-runs.ts";
import { wholeDraft } from "./examine.ts";
import { requireLockedWorkflow } from "./require.ts";
import { oneLine } from "./summaries.ts";

/**
 * Makes the draft a numbered version that never changes; new runs get it. Active runs go
 * on with theirs, are stopped, or go on in the new one, as chosen now. A draft in which nothing but positions changed
 * gives the current version again.
 */
export async function publishWorkflow(
  context: ServiceContext,
  id: string,
  { runs, places = {} }: PublishChoice = { runs: "continue" },
): Promise<PublishAnswer> {
  const others = runs === "stop" ? "stop" : "continue";
  return withActiveRuns(context, others, async (context, excludeStarts) => {
    const { draft, status } = await requireLockedWorkflow(context, id);
    if (status === "archived") throw new AppError("conflict", "the workflow is archived");
    const { definition, contents } = await wholeDraft(context, draft);
    const warnings = await contentWarnings(context, id, definition, contents);
    const unchanged = await currentVersionIfUnchanged(context.sql, id, definition, contents);
    await excludeStarts();
    const settled = (version: VersionRow) => {
      if (runs === "move") return moveActiveRuns(context, { workflowId: id, version, places });
      return settleActiveRuns(context, others, {
        cause: "publish",
        workflowId: id,
        keepVersionId: version.id,
        reason: sayRun("versionPublished", { version: version.number }),
      });
    };
    if (unchanged !== undefined) {
      return answer("unchanged", unchanged, warnings, await settled(unchanged));
    }

    const version = {
      id: newId(),
      workflowId: id,
      definition,
      plan: writtenPlan(planOf(definition, await setUpChannels(context))),
      contents,
    };
    const published = await insertVersion(context.sql, version);
    await noteAwaitedTypes(context, version.id, definition);
    return answer("published", published, warnings, await settled(published));
  });
}

/** Notes which event types a version's blocks wait for: ingest looks for waits only at those. */
export async function noteAwaitedTypes(
  context: ServiceContext,
  versionId: string,
  { blocks }: Definition,
): Promise<void> {
  const keys = blocks.flatMap(({ kind, config }) => blockKinds.get(kind)?.awaits?.(config) ?? []);
  const ids = await typeIdsOf(context.sql, [...new Set(keys)]);
  await insertVersionAwaits(context.sql, versionId, [...ids.values()]);
}

/**
 * The skeleton that runs are started with, from a definition without problems. The start block
 * does nothing, so a run begins at the block behind it.
 */
export function planOf(
  { blocks, edges }: Definition,
  setUp: ReadonlySet<string> = builtInChannels(),
): Plan {
  const next = new Map<string, Record<string, string>>();
  for (const { from, branch, to } of edges) next.set(from, { ...next.get(from), [branch]: to });

  const plan: Plan = { first: "", blocks: {} };
  for (const { id, kind, name, config } of blocks) {
    const rules = blockKinds.get(kind);
    if (rules === undefined) throw new Error(`no kind of block is called ${kind}`);
    if (rules.role === "start") {
      plan.first = required(next.get(id)?.["next"], "the block behind the start");
      continue;
    }
    const block: PlanBlock = {
      kind,
      summary: oneLine(name ?? rules.summary(config)),
      place: rules.place,
      ...(rules.place === "message" && { channel: channelOfBlock(rules, config, setUp) }),
      next: next.get(id) ?? {},
    };
    plan.blocks[id] = block;
  }
  return plan;
}

/**
 * Of several channels the first that is set up: its task queue has the block, and each message goes out within the
 * limits of its own channel, whichever queue it came by.
 */
function channelOfBlock(
  { kind, messages }: AnyBlock,
  config: unknown,
  setUp: ReadonlySet<string>,
): string {
  const all = messages?.(config) ?? [];
  const first = all.find(({ channel }) => setUp.has(channel)) ?? all[0];
  if (first === undefined) throw new Error(`a block of the kind ${kind} sends no message`);
  return first.channel;
}

function answer(
  outcome: PublishAnswer["outcome"],
  version: VersionRow,
  warnings: ContentWarning[],
  runsUnderWay: ActiveRuns,
): PublishAnswer {
  const { number, publishedAt, current } = version;
  return { outcome, number, publishedAt, current, warnings, runsUnderWay };
}
