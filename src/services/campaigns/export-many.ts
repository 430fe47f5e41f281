import type { Campaign } from "../../contract/campaign.ts";
import { AppError } from "../../contract/errors.ts";
import { workflowsForExport } from "../../db/workflows/campaign-export.ts";
import type { ServiceContext } from "../context.ts";
import type { ExportedCampaign } from "./export.ts";
import { exportWorkflow } from "./export.ts";

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Several workflows as one file, by name and in its order the same each time: what was brought in
 * from a file comes out as it stood there.
 * @param wanted names or ids; none: all that are not archived
 * @param options `active`: the file says which are active, so that loading it activates them again
 * @throws AppError `not_found` with every one that is not there; `conflict` for one with nothing to export
 */
export function exportWorkflows(
  context: ServiceContext,
  wanted: readonly string[],
  { active }: { active: boolean },
): Promise<ExportedCampaign> {
  // Of one moment.
  return context.transaction(async (context) => {
    const all = await workflowsForExport(context.sql);
    const missing = wanted.filter((one) => !all.some(isCalled(one)));
    if (missing.length > 0) {
      const names = missing.map((one) => `"${one}"`).join(", ");
      throw new AppError("not_found", `there is no workflow ${names}`);
    }
    const chosen = all.filter((workflow) =>
      wanted.length === 0
        ? workflow.status !== "archived"
        : wanted.some((one) => isCalled(one)(workflow)),
    );
    const along = new Set(chosen.map(({ id }) => id));
    const campaigns: ExportedCampaign[] = [];
    for (const { id, name, status } of chosen) {
      const one = await exportWorkflow(context, id, along).catch((error: unknown) => {
        throw error instanceof AppError
          ? new AppError(error.code, `"${name}": ${error.message}`, { details: error.details })
          : error;
      });
      const activate = active && status === "active";
      campaigns.push({ ...one, workflows: one.workflows.map((each) => ({ ...each, activate })) });
    }
    return merged(campaigns);
  });
}

const isCalled =
  (wanted: string) =>
  ({ id, name }: { id: string; name: string }): boolean =>
    isId.test(wanted) ? id === wanted.toLowerCase() : name === wanted;

function merged(campaigns: readonly ExportedCampaign[]): ExportedCampaign {
  const names = campaigns.flatMap(({ workflows }) => workflows.map(({ name }) => name));
  return {
    title: names.length === 1 ? (names[0] ?? "") : `${names.length} workflows`,
    $comment: "Exported from Campanile.",
    warnings: [...new Set([...campaigns.flatMap(({ warnings }) => warnings), ...sameNames(names)])],
    eventTypes: union(campaigns, "eventTypes", ({ key }) => key),
    segments: union(campaigns, "segments", (one) => (typeof one === "string" ? one : one.name)),
    topics: union(campaigns, "topics", ({ key }) => key),
    promoPools: union(campaigns, "promoPools", ({ name }) => name),
    partials: union(campaigns, "partials", ({ name }) => name),
    workflows: campaigns.flatMap(({ workflows }) => workflows),
  };
}

/** A file tells workflows apart by name alone. */
function sameNames(names: readonly string[]): string[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map(
      (name) =>
        `Several workflows are called "${name}", and the first is all that is made of them: give each its own name.`,
    );
}

type Parts = "eventTypes" | "segments" | "topics" | "promoPools" | "partials";

/** Each once, by its key or name, in the order of these. */
function union<Part extends Parts>(
  campaigns: readonly ExportedCampaign[],
  part: Part,
  keyOf: (item: Campaign[Part][number]) => string,
): Campaign[Part] {
  const items = campaigns.flatMap((campaign): Campaign[Part][number][] => campaign[part]);
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return [...byKey]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => item) as Campaign[Part];
}
