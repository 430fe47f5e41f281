import { newId } from "../../platform/new-id.ts";
import type {
  CreateWorkflow,
  UpdateWorkflow,
  WorkflowAnswer,
} from "../../contract/api/workflow.ts";
import type { Draft } from "../../contract/draft.ts";
import { draftSchema } from "../../contract/draft.ts";
import { AppError } from "../../contract/errors.ts";
import { lockSegmentByName } from "../../db/contacts/segments-by-name.ts";
import { deleteEventType } from "../../db/events/event-types.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import { workflowTags } from "../../db/workflows/workflow-list.ts";
import {
  deleteWorkflow as deleteRow,
  hasRuns,
  insertWorkflow,
  updateWorkflow as updateRow,
} from "../../db/workflows/workflow-rows.ts";
import type { StopRule } from "../../domain/stop-rule.ts";
import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import { changeGoal, getGoal } from "../goals/workflow.ts";
import { changeHoldout, getHoldout } from "../holdouts/workflow.ts";
import { definitionIssues } from "./check-definition.ts";
import { presentWorkflows } from "./list.ts";
import { noSuchWorkflow, requireLockedWorkflow, requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

type NewWorkflow = Omit<CreateWorkflow, "stopRules"> & Partial<Pick<CreateWorkflow, "stopRules">>;

/** Makes a draft: the one given, or a start that leads to an end. @returns its id */
export async function createWorkflow(
  context: ServiceContext,
  body: NewWorkflow,
  id: string = newId(),
): Promise<string> {
  await requireSegments(context, body.stopRules ?? []);
  await insertWorkflow(context.sql, {
    id,
    name: body.name,
    tags: body.tags,
    draft: body.draft ?? emptyDraft(),
    stopRules: body.stopRules ?? [],
  });
  if (body.holdout !== undefined) await changeHoldout(context, id, body.holdout);
  if (body.goal !== undefined) await changeGoal(context, id, body.goal);
  return id;
}

/** A workflow with its draft and what keeps it from being published. */
export async function getWorkflow(context: ServiceContext, id: string): Promise<WorkflowAnswer> {
  const row = await requireWorkflow(context, id);
  const [summary] = await presentWorkflows(context, [row]);
  if (summary === undefined) throw noSuchWorkflow(id);
  return {
    ...summary,
    draft: row.draft,
    draftRevision: row.draftRevision,
    stopRules: row.stopRules,
    holdout: await getHoldout(context, id),
    goal: await getGoal(context, id),
    problems: await definitionIssues(context.renderer, row.draft, await setUpChannels(context)),
    summaries: summariesOf(row.draft),
  };
}

/**
 * Renames, tags, saves the draft. A draft need not be whole: what is missing comes back as
 * `problems`. New stop rules hold at once, also for active runs: those that wait see them after
 * their wait, or when something happens to their contact. Runs and published versions are not touched.
 */
export async function updateWorkflow(
  context: ServiceContext,
  id: string,
  body: UpdateWorkflow,
): Promise<void> {
  await requireSegments(context, body.stopRules ?? []);
  if (await updateRow(context.sql, id, body)) {
    if (body.holdout !== undefined) await changeHoldout(context, id, body.holdout);
    if (body.goal !== undefined) await changeGoal(context, id, body.goal);
    return;
  }
  const { draftRevision } = await requireWorkflow(context, id);
  throw new AppError(
    "conflict",
    `somebody saved the draft meanwhile: it is at revision ${draftRevision}, yours was made from ` +
      `${body.draftRevision ?? "none"}; load it again and repeat your change`,
    { details: { draftRevision } },
  );
}

/** Deletes a draft that never ran. What has run is history: it can be archived. */
export async function deleteWorkflow(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const { status } = await requireLockedWorkflow(context, id);
    if (status !== "draft" || (await hasRuns(context.sql, id))) {
      const message = `only a draft that never ran can be deleted; archive this one instead (it is ${status})`;
      throw new AppError("conflict", message);
    }
    const regular = (await bindingsOfWorkflows(context.sql, [id])).filter(
      ({ source }) => source === "schedule",
    );
    await deleteRow(context.sql, id);
    // Each regular start had an event type of its own; Temporal's schedules go with the next sweep.
    for (const { eventTypeId } of regular) await deleteEventType(context.sql, eventTypeId);
  });
}

/** The tags in use, each with how many workflows have it. */
export function listWorkflowTags(
  context: ServiceContext,
): Promise<{ tag: string; workflows: number }[]> {
  return workflowTags(context.sql);
}

/**
 * The segments that stop rules name must exist: nobody is in one that doesn't, and a rule about
 * leaving it would end every run. Named, they can't be renamed or deleted.
 * @throws AppError `invalid`
 */
export async function requireSegments(
  context: ServiceContext,
  rules: readonly StopRule[],
): Promise<void> {
  for (const [index, rule] of rules.entries()) {
    if (
      rule.kind !== "segment" ||
      (await lockSegmentByName(context.sql, rule.segment)) !== undefined
    )
      continue;
    throw new AppError("invalid", `there is no segment "${rule.segment}"`, {
      faults: [{ path: `stopRules[${index}].segment`, message: "must be the name of a segment" }],
    });
  }
}

function emptyDraft(): Draft {
  return draftSchema.parse({
    blocks: [
      { id: "start", kind: "start" },
      { id: "end", kind: "end" },
    ],
    edges: [{ from: "start", to: "end" }],
  });
}
