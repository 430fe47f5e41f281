import { v7 } from "uuid";
import type { PublishAnswer } from "../../contract/api/workflow.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/database.ts";
import type { VersionRow } from "../../db/workflow-versions.ts";
import { currentVersionIfUnchanged, insertVersion } from "../../db/workflow-versions.ts";
import { definitionProblems } from "./check-definition.ts";
import { noteAwaitedTypes } from "./note-awaited.ts";
import { planOf } from "./plan-of.ts";
import { requireLockedWorkflow } from "./require.ts";

/**
 * Makes the draft a numbered version that never changes; new runs get it, runs under way go on
 * with theirs. An unchanged draft gives the current version again.
 */
export async function publishWorkflow(db: Database, id: string): Promise<PublishAnswer> {
  return db.tx(async (sql) => {
    const { draft, status } = await requireLockedWorkflow(sql, id);
    if (status === "archived") throw new AppError("conflict", "the workflow is archived");
    const unchanged = await currentVersionIfUnchanged(sql, id);
    if (unchanged !== undefined) return answer("unchanged", unchanged);

    const problems = definitionProblems(draft, { forPublishing: true });
    if (problems.length > 0) {
      const number = problems.length === 1 ? "a problem" : `${problems.length} problems`;
      throw new AppError("conflict", `the draft has ${number}`, { details: { problems } });
    }
    const definition = definitionSchema.parse(draft);
    const version = { id: v7(), workflowId: id, definition, plan: planOf(definition) };
    const published = await insertVersion(sql, version);
    await noteAwaitedTypes(sql, version.id, definition);
    return answer("published", published);
  });
}

function answer(outcome: PublishAnswer["outcome"], version: VersionRow): PublishAnswer {
  const { number, publishedAt, current } = version;
  return { outcome, number, publishedAt, current };
}
