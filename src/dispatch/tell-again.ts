import type { Client } from "@temporalio/client";
import type { Database } from "../db/core/database.ts";
import type { RunToCheck } from "../db/runs/runs-to-check.ts";
import { firstStartOf, runsStartedBefore, tellAgainSince } from "../db/runs/runs-to-check.ts";
import { stateInTemporal } from "./state-in-temporal.ts";

/** How many runs that started before are asked after, until one is found that Temporal has. */
const asked = 20;

/**
 * Temporal has lost runs: it was restored to a time before they started. What other runs were told since
 * then is lost with it, and they would wait on for an event that has come: they are told again. From when
 * on, is said by the newest run before that Temporal still has.
 * @returns how much was told again
 */
export async function tellAgain(
  db: Database,
  client: Client,
  lost: readonly RunToCheck[],
): Promise<number> {
  const first = await firstStartOf(
    db,
    lost.map(({ id }) => id),
  );
  return first === null ? 0 : tellAgainSince(db, await lastKnownBefore(db, client, first));
}

async function lastKnownBefore(db: Database, client: Client, first: Date): Promise<Date> {
  for (const { temporalId, startedAt } of await runsStartedBefore(db, first, asked)) {
    const { status } = await stateInTemporal(client, temporalId);
    if (status !== "NOT_FOUND") return startedAt;
  }
  return new Date(0);
}
