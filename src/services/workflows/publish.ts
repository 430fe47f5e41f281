import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { ActiveRunsChoice, ActiveRuns } from "../../contract/api/active-runs.ts";
import type { PublishAnswer } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import type { VersionRow } from "../../db/workflows/workflow-versions.ts";
import { currentVersionIfUnchanged, insertVersion } from "../../db/workflows/workflow-versions.ts";
import type { ContentWarning } from "../templates/warnings.ts";
import { contentWarnings } from "../templates/warnings.ts";
import { wholeDraft } from "./examine.ts";
import { noteAwaitedTypes } from "./note-awaited.ts";
import { planOf } from "./plan-of.ts";
import { requireLockedWorkflow } from "./require.ts";
import { withActiveRuns, settleActiveRuns } from "./active-runs.ts";

/**
 * Makes the draft a numbered version that never changes; new runs get it. Runs under way go
 * on with theirs, or are stopped, as chosen now. A draft in which nothing but positions changed
 * gives the current version again.
 */
export async function publishWorkflow(
  context: ServiceContext,
  id: string,
  runs: ActiveRunsChoice = "continue",
): Promise<PublishAnswer> {
  return withActiveRuns(context, runs, async (context, excludeStarts) => {
    const { draft, status } = await requireLockedWorkflow(context, id);
    if (status === "archived") throw new AppError("conflict", "the workflow is archived");
    const { definition, contents } = await wholeDraft(context, draft);
    const warnings = await contentWarnings(context, id, definition, contents);
    const unchanged = await currentVersionIfUnchanged(context.sql, id, definition, contents);
    await excludeStarts();
    const settled = (version: VersionRow) =>
      settleActiveRuns(context, runs, {
        cause: "publish",
        workflowId: id,
        keepVersionId: version.id,
        reason: `version ${version.number} of its workflow was published`,
      });
    if (unchanged !== undefined) {
      return answer("unchanged", unchanged, warnings, await settled(unchanged));
    }

    const version = { id: v7(), workflowId: id, definition, plan: planOf(definition), contents };
    const published = await insertVersion(context.sql, version);
    await noteAwaitedTypes(context, version.id, definition);
    return answer("published", published, warnings, await settled(published));
  });
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
