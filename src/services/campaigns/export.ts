import { setUpChannels } from "../channel-setups/set-up-channels.ts";
import type { ServiceContext } from "../context.ts";
import type { Campaign } from "../../contract/campaign.ts";
import type { Definition } from "../../contract/definition.ts";
import { definitionSchema } from "../../contract/definition.ts";
import { AppError } from "../../contract/errors.ts";
import { bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import * as rows from "../../db/workflows/campaign-export.ts";
import type { WorkflowRow } from "../../db/workflows/workflow-rows.ts";
import { versionByNumber } from "../../db/workflows/workflow-versions.ts";
import { asBody } from "../bindings/settings.ts";
import { getGoal } from "../goals/workflow.ts";
import { getHoldout } from "../holdouts/workflow.ts";
import { freezeContents } from "../templates/freeze.ts";
import { definitionIssues } from "../workflows/check-definition.ts";
import { requireWorkflow } from "../workflows/require.ts";
import { companionsOf } from "./companions.ts";
import { exportSegments } from "./segments.ts";
import { portable } from "./portable.ts";
import { referencesOf } from "./references.ts";

export type ExportedCampaign = Omit<Campaign, "contacts" | "orders"> & { title: string };

/**
 * A workflow as a file that can be brought in elsewhere, with what it names: event types, segments,
 * topics, pools (without codes), partials. Of its draft, or where that is not whole, of its current
 * version. It holds no contacts and no orders.
 * @param along the ids of all that go into one file
 * @throws AppError `not_found`; `conflict` with the draft's `problems` where there is no version
 */
export async function exportWorkflow(
  context: ServiceContext,
  id: string,
  along: ReadonlySet<string> = new Set([id]),
): Promise<ExportedCampaign> {
  const workflow = await requireWorkflow(context, id);
  const companions = companionsOf(context, workflow.name, along);
  const whole = await wholeOf(context, workflow);
  const { definition, warnings } = await portable(context, whole, companions);
  const bindings = (await bindingsOfWorkflows(context.sql, [id])).map(asBody);
  const { name, tags, stopRules } = workflow;
  const { percent, workspace } = await getHoldout(context, id);
  const holdout = percent > 0 || workspace !== "marketing" ? { percent, workspace } : undefined;
  const goal = await exportedGoal(context, id);
  const needs = referencesOf([{ definition, bindings, stopRules, goal }]);
  const segments = await exportSegments(context, needs.segments, companions);
  const { partials } = (await freezeContents(context, definition)).contents;
  const promoPools = await rows.exportedPools(context.sql, needs.promoPools);
  return {
    title: name,
    $comment: `Exported from the workflow "${name}".`,
    warnings: [
      ...warnings,
      ...segments.warnings,
      ...promoPools.map((pool) => `The pool "${pool.name}" comes without codes: add some there.`),
    ],
    eventTypes: await rows.exportedTypes(context.sql, [
      ...new Set([...needs.eventTypes, ...segments.eventTypes]),
    ]),
    segments: segments.segments,
    topics: await rows.exportedTopics(context.sql, [
      ...new Set([...needs.topics, ...segments.topics]),
    ]),
    promoPools,
    partials: Object.entries(partials).map(([partial, text]) => ({ name: partial, ...text })),
    workflows: [{ name, tags, definition, bindings, stopRules, holdout, goal, activate: false }],
  };
}

async function exportedGoal(
  context: ServiceContext,
  id: string,
): Promise<Campaign["workflows"][number]["goal"]> {
  const goal = await getGoal(context, id);
  if (goal === null) return undefined;
  const { eventTypeKey, filter, window, value } = goal;
  return { eventTypeKey, filter, window, value };
}

async function wholeOf(context: ServiceContext, workflow: WorkflowRow): Promise<Definition> {
  const problems = await definitionIssues(
    context.renderer,
    workflow.draft,
    await setUpChannels(context),
  );
  if (problems.length === 0) return definitionSchema.parse(workflow.draft);
  const { id, currentVersion } = workflow;
  const version =
    currentVersion === null ? undefined : await versionByNumber(context.sql, id, currentVersion);
  if (version !== undefined) return version.definition;
  const message = "the draft has problems and no version is published: there is nothing to export";
  throw new AppError("conflict", message, { details: { problems } });
}

/** `Welcome series` becomes `welcome-series.campaign.json`. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return `${plain === "" ? "workflow" : plain}.campaign.json`;
}
