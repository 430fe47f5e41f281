import type { Campaign } from "../../contract/campaign.ts";
import { AppError } from "../../contract/errors.ts";
import type { FieldError } from "../../contract/errors.ts";
import { segmentsNamed } from "../../db/contacts/segments-by-name.ts";
import { workflowsNamed } from "../../db/workflows/campaign-rows.ts";
import { renameWorkflows } from "../../domain/segment-rules/rename-workflows.ts";
import { isUuid } from "../../domain/uuid.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";

type Workflow = Campaign["workflows"][number];
/** @returns null: it is no one workflow, which is among the faults then */
type IdOf = (name: string, path: string) => string | null;

/** In place of a workflow that nobody will look for: a rule is read by its form. */
const anyWorkflow = "00000000-0000-0000-0000-000000000000";

/**
 * The ids that the workflows of a file get if they are made. They are chosen before the transaction:
 * it runs again after each rendering, and has to ask for the same then.
 */
export const idsFor = ({ workflows }: Campaign): string[] => workflows.map(() => newId());

/**
 * A campaign with ids where its file names workflows: those that its workflows will have, known
 * before anything is made, so that they may name each other in any order and in circles; or
 * those of workflows that are there. Only of what is going to be made: the rest stays as it is.
 * @param ids of its workflows, from `idsFor`
 * @throws AppError `invalid`, with the place of every name that stands for none or several
 */
export async function withIds(
  context: ServiceContext,
  campaign: Campaign,
  ids: readonly string[],
  onConflict: "keep" | "copy",
): Promise<Campaign> {
  const { workflows, segments } = campaign;
  const named = [...workflows.map(({ name }) => name), ...namesIn(campaign)];
  const there = await workflowsNamed(context.sql, named);
  const taken = new Set(there.map(({ name }) => name));
  const made = workflows.map(({ name }) => onConflict === "copy" || !taken.has(name));

  const faults: FieldError[] = [];
  const idOf: IdOf = (name, path) => {
    const found = find(name, path, { there, made, workflows, ids });
    if ("id" in found) return found.id;
    faults.push(found);
    return null;
  };

  const resolved = workflows.map((workflow, index) =>
    made[index] === true ? startingByIds(workflow, `workflows[${index}]`, idOf) : workflow,
  );
  const ruled = segments.flatMap((one) => (typeof one === "string" ? [] : [one.name]));
  const kept = await segmentsNamed(context.sql, ruled);
  const rules = segments.map((segment, index) => {
    if (typeof segment === "string") return segment;
    const rule = renameWorkflows(segment.rule, (workflow, path) => {
      if (isUuid(workflow)) return workflow;
      if (kept.has(segment.name)) return anyWorkflow;
      return idOf(workflow, `segments[${index}].rule.${path}`) ?? anyWorkflow;
    });
    return { ...segment, rule };
  });
  if (faults.length > 0) {
    throw new AppError("invalid", "the campaign names workflows that can't be told", { faults });
  }
  return { ...campaign, workflows: resolved, segments: rules };
}

/** The names of workflows in blocks and rules. */
function namesIn({ workflows, segments }: Campaign): string[] {
  const names = workflows.flatMap(({ definition }) =>
    definition.blocks.flatMap(({ config }) => startedByName(config as object) ?? []),
  );
  for (const segment of segments) {
    if (typeof segment === "string") continue;
    renameWorkflows(segment.rule, (workflow) => {
      names.push(workflow);
      return workflow;
    });
  }
  return names;
}

function startedByName(config: object): string | undefined {
  return "workflow" in config && typeof config.workflow === "string" ? config.workflow : undefined;
}

function startingByIds(workflow: Workflow, at: string, idOf: IdOf): Workflow {
  const blocks = workflow.definition.blocks.map((block, index) => {
    const name = startedByName(block.config as object);
    if (name === undefined) return block;
    const { workflow: _, ...rest } = block.config as Record<string, unknown>;
    const workflowId = idOf(name, `${at}.definition.blocks[${index}].config.workflow`);
    return { ...block, config: { ...rest, workflowId } };
  });
  return { ...workflow, definition: { ...workflow.definition, blocks } };
}

interface Candidates {
  there: readonly { id: string; name: string; isArchived: boolean }[];
  workflows: readonly Workflow[];
  /** Of each workflow of the file. */
  made: readonly boolean[];
  ids: readonly string[];
}

/** One of the file before one that is there; of those that are there, one that is not archived. */
function find(
  name: string,
  path: string,
  { there, workflows, made, ids }: Candidates,
): { id: string } | FieldError {
  const inFile = [...workflows.keys()].filter((index) => workflows[index]?.name === name);
  if (inFile.length > 1) {
    return {
      path,
      message: `${inFile.length} workflows of the file are called "${name}": give each its own name`,
    };
  }
  const [index = -1] = inFile;
  const id = made[index] === true ? ids[index] : undefined;
  if (id !== undefined) return { id };
  const called = there.filter((one) => one.name === name);
  const live = called.filter(({ isArchived }) => !isArchived);
  const [only] = live;
  if (only !== undefined && live.length === 1) return { id: only.id };
  if (only !== undefined) {
    return {
      path,
      message: `${live.length} workflows that are there are called "${name}": rename all but the one that is meant`,
    };
  }
  if (called.length > 0) {
    return {
      path,
      message: `the workflow "${name}" that is there is archived, so nothing starts it again: name another`,
    };
  }
  return {
    path,
    message: `there is no workflow "${name}", neither in the file nor there: bring it in first, or export both to one file`,
  };
}
