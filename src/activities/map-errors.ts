import { ApplicationFailure, TemporalFailure } from "@temporalio/common";
import { ChannelPaused } from "../channels/throttle.ts";
import { isTransient } from "../db/core/database-errors.ts";
import { RendererBusy, RendererClosed } from "../rendering/renderer.ts";
import { notTaken } from "./message-delivery.ts";

/**
 * Tells faults that pass (Postgres away: tried again, for ever) from those that a retry only
 * repeats (a template, a bug): they fail the run at once, where they can be seen.
 */
export async function mapErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemporalFailure || isTransient(error)) throw error;
    if (error instanceof RendererClosed || error instanceof RendererBusy) {
      throw ApplicationFailure.create({ message: error.message, nextRetryDelay: "5s" });
    }
    if (error instanceof ChannelPaused) throw notTaken(error.message, error.forMs);
    const message = error instanceof Error ? error.message : String(error);
    throw ApplicationFailure.create({ message, nonRetryable: true, cause: undefined });
  }
}
