import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../src/db/core/database.ts";
import type { ApiClient } from "../replay/api-client.ts";

const pauseMs = 500;
const limitMs = 30_000;

/**
 * From the answer to an event until the inbox keeps its mail, in milliseconds, one event every half
 * second. The mail's time is Postgres's own, on the same machine's clock.
 */
export async function mailLatencies(
  api: ApiClient,
  db: Database,
  count: number,
): Promise<number[]> {
  const answeredAt = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    const email = `${randomUUID()}@bench.example`;
    const event = { eventTypeKey: "benchMail", keyValue: email, contact: { email } };
    await api.post("/event", event);
    answeredAt.set(email, Date.now());
    await sleep(pauseMs);
  }
  const deadline = Date.now() + limitMs;
  for (;;) {
    const mails = await db.query<{ to: string; at: number }>(
      `select recipients[1] as to, extract(epoch from received_at)::float8 * 1000 as at
         from inbox_mails where recipients[1] = any($1::text[])`,
      [[...answeredAt.keys()]],
    );
    if (mails.length === count) {
      return mails.map(({ to, at }) => Math.max(0, at - (answeredAt.get(to) ?? at)));
    }
    if (Date.now() > deadline) throw new Error(`${mails.length} of ${count} mails have come`);
    await sleep(200);
  }
}
