import type { ServiceContext } from "../context.ts";
import { AppError } from "../../contract/errors.ts";
import { requestFanOutStop } from "../../db/queue/fan-outs.ts";
import { getFanOut } from "./get.ts";

/**
 * Asks a fan-out to end before its next page. What it has launched goes on.
 * @throws AppError `not_found`, or `conflict` when it has ended
 */
export async function stopFanOut(
  context: ServiceContext,
  id: string,
  reason: string,
): Promise<{ outcome: "requested" | "requested_before" }> {
  if (await requestFanOutStop(context.sql, id, reason)) return { outcome: "requested" };
  const { endedAt, state } = await getFanOut(context, id);
  if (endedAt === null) return { outcome: "requested_before" };
  throw new AppError("conflict", `the fan-out has ended: it is ${state}`);
}
