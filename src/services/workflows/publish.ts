import { v7 } from "uuid";
import type { ActiveRunsChoice, ActiveRuns } from "../../contract/api/active-runs.ts";
import type { PublishAnswer } from "../../contract/api/workflow.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import type { VersionRow } from "../../db/workflows/workflow-versions.ts";
import { currentVersionIfUnchanged, insertVersion } from "../../db/workflows/workflow-versions.ts";
import type { Renderer } from "../../rendering/renderer.ts";
import { restarting } from "../../rendering/restarting.ts";
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
  db: Database,
  renderer: Renderer,
  id: string,
  runs: ActiveRunsChoice = "continue",
): Promise<PublishAnswer> {
  return restarting(renderer, (here) => publish(db, here, id, runs));
}

async function publish(
  db: Database,
  renderer: Renderer,
  id: string,
  runs: ActiveRunsChoice,
): Promise<PublishAnswer> {
  return withActiveRuns(db, runs, async (sql, excludeStarts) => {
    const { draft, status } = await requireLockedWorkflow(sql, id);
    if (status === "archived") throw new AppError("conflict", "the workflow is archived");
    const { definition, contents } = await wholeDraft(sql, renderer, draft);
    const warnings = await contentWarnings(sql, renderer, id, definition, contents);
    const unchanged = await currentVersionIfUnchanged(sql, id, definition, contents);
    await excludeStarts();
    const settled = (version: VersionRow) =>
      settleActiveRuns(sql, runs, {
        ...{ cause: "publish", workflowId: id, keepVersionId: version.id },
        reason: `version ${version.number} of its workflow was published`,
      });
    if (unchanged !== undefined) {
      return answer("unchanged", unchanged, warnings, await settled(unchanged));
    }

    const version = { id: v7(), workflowId: id, definition, plan: planOf(definition), contents };
    const published = await insertVersion(sql, version);
    await noteAwaitedTypes(sql, version.id, definition);
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
