import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient } from "../replay/api-client.ts";
import { required } from "../src/domain/required.ts";
import type { Database } from "../src/db/core/database.ts";

/** Events of one type that nobody else sends, each of a contact of its own, and what became of them. */
export interface RunsOf {
  /** Has so many events accepted, in batches. */
  send(count: number): Promise<void>;
  sent(): number;
  started(): Promise<number>;
  completed(): Promise<number>;
  /** Resolves when all have come so far, with the milliseconds since the call. */
  until(what: "started" | "completed"): Promise<number>;
}

const batch = 500;
const lookEveryMs = 20;

export function runsOf(
  api: ApiClient,
  db: Database,
  eventTypeKey: string,
  params: Record<string, unknown> = {},
): RunsOf {
  const name = randomUUID();
  let sent = 0;

  async function send(count: number): Promise<void> {
    for (let left = count; left > 0; left -= batch) {
      const events = Array.from({ length: Math.min(batch, left) }, () => {
        const email = `${name}-${++sent}@bench.example`;
        return { eventTypeKey, keyValue: email, contact: { email }, params };
      });
      await api.post("/events", { events });
    }
  }

  async function counted(condition: string): Promise<number> {
    const [row] = await db.query<{ n: number }>(
      `select count(*) as n from runs where event_key like $1 || '%' and ${condition}`,
      [name],
    );
    return required(row, "a count").n;
  }

  const counts = {
    started: () => counted("started_at is not null"),
    completed: () => counted("status = 'completed'"),
  };
  return {
    send,
    sent: () => sent,
    ...counts,
    until: async (what) => {
      const began = performance.now();
      while ((await counts[what]()) < sent) await sleep(lookEveryMs);
      return performance.now() - began;
    },
  };
}
