import type { Placement } from "../../contract/api/bulk-action.ts";
import type { ClaimedBulkAction } from "../../db/queue/bulk-actions.ts";
import type { RunToActOn } from "../../db/runs/run-history.ts";
import type { NewMove, RunPlace } from "../../db/runs/run-moves.ts";
import {
  insertMoves,
  moveUnstarted,
  placesOfRuns,
  planOfVersion,
} from "../../db/runs/run-moves.ts";
import { hasSameBlock } from "../../domain/failed-place.ts";
import type { Plan } from "../../domain/plan.ts";
import { required } from "../../domain/required.ts";
import type { ServiceContext } from "../context.ts";
import type { Done } from "./done.ts";
import { skip } from "./done.ts";

interface MoveSettings {
  toVersionId: string;
  places: Record<string, Placement>;
}

/**
 * Asks the runs of a page to go on in another version. Those that Temporal has never seen simply begin
 * there; those that wait, or are held back, are told and take it when they hear of it, if they still
 * stand where they did; those in between are left alone.
 */
export async function moveRuns(
  { sql }: ServiceContext,
  action: ClaimedBulkAction,
  runs: readonly RunToActOn[],
): Promise<Done> {
  const { id } = action;
  const { toVersionId, places } = action.settings as unknown as MoveSettings;
  const unstarted = runs.filter(({ status, attempts }) => status === "pending" && attempts === 0);
  const begun = await moveUnstarted(
    sql,
    id,
    unstarted.map((run) => run.id),
    toVersionId,
  );
  const found = await placesOfRuns(
    sql,
    runs.map((run) => run.id),
  );
  const plans = new Map<string, Plan | undefined>();
  for (const versionId of new Set([toVersionId, ...found.map((place) => place.versionId)])) {
    plans.set(versionId, await planOfVersion(sql, versionId));
  }
  const target = required(plans.get(toVersionId), "the plan of a version");
  const moves: NewMove[] = [];
  const skipped: Record<string, number> = {};
  for (const place of found) {
    const wish = placementOf(place, places, plans.get(place.versionId), target);
    if ("why" in wish) skip({ skipped }, wish.why);
    else moves.push({ ...place, toVersionId, toBlock: wish.to });
  }
  await insertMoves(sql, id, moves);
  skip({ skipped }, "atNoWait", runs.length - begun.length - found.length);
  return { changed: begun.length + moves.length, skipped };
}

function placementOf(
  { blockId, kind }: RunPlace,
  places: MoveSettings["places"],
  from: Plan | undefined,
  target: Plan,
): { to: string } | { why: "stays" | "blockGone" | "messagesHeld" } {
  const wish = places[blockId] ?? { do: "follow" };
  if (wish.do === "stay") return { why: "stays" };
  if (wish.do === "move" && wish.to !== blockId) {
    // Its messages are made already, and wait for their turn at that block.
    return kind === "held" ? { why: "messagesHeld" } : { to: wish.to };
  }
  return hasSameBlock(target, blockId, from) ? { to: blockId } : { why: "blockGone" };
}
