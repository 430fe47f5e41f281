import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Database } from "../src/db/core/database.ts";
import type { ApiClient } from "../replay/api-client.ts";
import { rateOf } from "./rounds.ts";

const answer = z.object({ decisions: z.array(z.object({ runId: z.string() })) });
const lookEveryMs = 10;

export interface Launches {
  /** Runs a second: HTTP event in, run noted as completed, `inFlight` at a time. */
  perSecond(count: number, inFlight: number): Promise<number>;
  /** Ends the watch. */
  close(): Promise<void>;
}

/** The whole path of a workflow (the launching one, unless told), by a running API and worker. */
export function launches(api: ApiClient, db: Database, eventTypeKey = "benchLaunch"): Launches {
  const waiting = new Map<string, () => void>();
  let closed = false;

  /** One question for all that is in flight: a question each would be a load of its own. */
  async function watch(): Promise<void> {
    while (!closed) {
      await sleep(lookEveryMs);
      if (waiting.size === 0) continue;
      const ended = await db.query<{ id: string }>(
        "select id from runs where id = any($1::uuid[]) and status = 'completed'",
        [[...waiting.keys()]],
      );
      for (const { id } of ended) {
        waiting.get(id)?.();
        waiting.delete(id);
      }
    }
  }
  const watching = watch();

  async function launch(): Promise<void> {
    const keyValue = randomUUID();
    const contact = { email: `${keyValue}@bench.example` };
    const event = { eventTypeKey, keyValue, contact };
    const { decisions } = answer.parse(await api.post("/event", event));
    const runId = decisions[0]?.runId ?? "";
    await new Promise<void>((resolve) => void waiting.set(runId, resolve));
  }

  return {
    perSecond: (count, inFlight) => rateOf(inFlight, count, launch),
    close: async () => {
      closed = true;
      await watching;
    },
  };
}
