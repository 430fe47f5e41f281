import type { Explanation } from "../../contract/api/contact-explanation.ts";
import type { RunHistoryRow, VisitRow } from "../../db/runs/run-history.ts";
import { runDetailsById, visitsOfRun } from "../../db/runs/run-history.ts";
import type { ServiceContext } from "../context.ts";
import { presentRun } from "../runs/runs.ts";

/** What a block that sends says of a message that did not go out. */
const notSentStates = new Set(["not sent", "dropped", "failed"]);

/** A run as far as it tells what its contact got: where it is or ended, and what was not sent. */
export async function explainedRun(
  context: ServiceContext,
  row: RunHistoryRow,
): Promise<Explanation["runs"][number]> {
  const details = await runDetailsById(context.sql, row.id);
  const names = new Map(
    (details?.definition.blocks ?? []).map(({ id, name }) => [id, name ?? null]),
  );
  const visits = await visitsOfRun(context.sql, row.id);
  const last = visits.at(-1);
  return {
    run: presentRun(row),
    last:
      last === undefined
        ? null
        : {
            blockId: last.blockId,
            name: names.get(last.blockId) ?? null,
            kind: last.kind,
            branch: last.branch,
            note: noteOf(last),
          },
    notSent: visits
      .filter(
        ({ outcome }) =>
          typeof outcome["state"] === "string" && notSentStates.has(outcome["state"]),
      )
      .map((visit) => ({
        blockId: visit.blockId,
        name: names.get(visit.blockId) ?? null,
        note: noteOf(visit),
        at: visit.startedAt,
      })),
  };
}

function noteOf({ outcome }: VisitRow): string {
  const { note } = outcome;
  return typeof note === "string" ? note : "";
}
