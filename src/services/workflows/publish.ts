import { v7 } from "uuid";
import type { RunsChoice, RunsUnderWay } from "../../contract/api/runs-under-way.ts";
import type { PublishAnswer } from "../../contract/api/workflow.ts";
import type { Definition } from "../../contract/definition.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database, Sql } from "../../db/database.ts";
import type { VersionRow } from "../../db/workflow-versions.ts";
import { currentVersionIfUnchanged, insertVersion } from "../../db/workflow-versions.ts";
import type { VersionContents } from "../../domain/message-content.ts";
import { freezeContents } from "../templates/freeze.ts";
import type { ContentWarning } from "../templates/warnings.ts";
import { contentWarnings } from "../templates/warnings.ts";
import { definitionProblems } from "./check-definition.ts";
import { noteAwaitedTypes } from "./note-awaited.ts";
import { planOf } from "./plan-of.ts";
import { requireLockedWorkflow } from "./require.ts";
import { changingRuns, settleRuns } from "./runs-under-way.ts";

/**
 * Makes the draft a numbered version that never changes; new runs get it. Runs under way go
 * on with theirs, or are stopped, as chosen now. An unchanged draft gives the current version again.
 */
export async function publishWorkflow(
  db: Database,
  id: string,
  runs: RunsChoice = "continue",
): Promise<PublishAnswer> {
  return changingRuns(db, runs, async (sql, excludeStarts) => {
    const { draft, status } = await requireLockedWorkflow(sql, id);
    if (status === "archived") throw new AppError("conflict", "the workflow is archived");
    const { definition, contents } = await whole(sql, draft);
    const warnings = await contentWarnings(sql, id, definition, contents);
    const unchanged = await currentVersionIfUnchanged(sql, id, contents.fingerprint);
    await excludeStarts();
    const settled = (version: VersionRow) =>
      settleRuns(sql, runs, {
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

/**
 * A draft that has all it needs, with what its messages say, compiled.
 * @throws AppError `conflict` with every `problem`
 */
export async function whole(
  sql: Sql,
  draft: unknown,
): Promise<{ definition: Definition; contents: VersionContents }> {
  const problems = definitionProblems(draft, { forPublishing: true });
  const parsed = definitionSchema.safeParse(draft);
  const frozen = parsed.success ? await freezeContents(sql, parsed.data) : undefined;
  problems.push(...(frozen?.problems ?? []));
  if (problems.length > 0 || !parsed.success || frozen === undefined) {
    const number = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    throw new AppError("conflict", `the draft has ${number}`, { details: { problems } });
  }
  return { definition: parsed.data, contents: frozen.contents };
}

function answer(
  outcome: PublishAnswer["outcome"],
  version: VersionRow,
  warnings: ContentWarning[],
  runsUnderWay: RunsUnderWay,
): PublishAnswer {
  const { number, publishedAt, current } = version;
  return { outcome, number, publishedAt, current, warnings, runsUnderWay };
}
