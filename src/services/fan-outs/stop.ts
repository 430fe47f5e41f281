import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { requestFanOutStop } from "../../db/queue/fan-outs.ts";
import { getFanOut } from "./get.ts";

/**
 * Asks a fan-out to end before its next page. What it has launched goes on.
 * @throws AppError `not_found`, or `conflict` when it has ended
 */
export async function stopFanOut(
  sql: Sql,
  id: string,
  reason: string,
): Promise<{ outcome: "requested" | "requested_before" }> {
  if (await requestFanOutStop(sql, id, reason)) return { outcome: "requested" };
  const { endedAt, state } = await getFanOut(sql, id);
  if (endedAt === null) return { outcome: "requested_before" };
  throw new AppError("conflict", `the fan-out has ended: it is ${state}`);
}
