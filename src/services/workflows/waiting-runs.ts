import type { WaitingRuns } from "../../contract/api/waiting-runs.ts";
import { waitingPlaces } from "../../db/runs/waiting-places.ts";
import type { ServiceContext } from "../context.ts";
import { requireVersion, requireWorkflow } from "./require.ts";
import { summariesOf } from "./summaries.ts";

/** So many runs are looked at for one answer. */
const mostRuns = 100_000;

/**
 * Where the open runs of a workflow stand, by version and block, and which could follow into its draft.
 * @throws AppError `not_found`
 */
export async function waitingRunsOf(context: ServiceContext, id: string): Promise<WaitingRuns> {
  const { draft } = await requireWorkflow(context, id);
  const { places, ...rest } = await waitingPlaces(context.sql, id, mostRuns);
  const inDraft = new Map(draft.blocks.map((block) => [block.id, block.kind]));
  const names = new Map<number, ReadonlyMap<string, string>>();
  for (const version of new Set(places.map((place) => place.version))) {
    names.set(version, await namesOf(context, id, version));
  }
  return {
    ...rest,
    places: places.map((place) => ({
      ...place,
      name: names.get(place.version)?.get(place.blockId) ?? place.kind,
      inDraft: inDraft.get(place.blockId) === place.kind,
    })),
  };
}

async function namesOf(
  context: ServiceContext,
  workflowId: string,
  number: number,
): Promise<ReadonlyMap<string, string>> {
  const { definition } = await requireVersion(context, workflowId, number);
  const summaries = summariesOf(definition);
  return new Map(
    definition.blocks.map(({ id, name }) => [id, name ?? summaries[id] ?? ""] as const),
  );
}
