import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../src/db/core/database.ts";
import type { ApiClient } from "../replay/api-client.ts";

export interface Overload {
  /** Runs a second, with always as many under way as it can use. */
  steady: number;
  /** The slowest stretch while twice as much comes in. */
  flooded: number;
  /** When the flood has ended. */
  drained: number;
  /** Of a backlog that was accepted at once. */
  backlogDrained: number;
  /** The most runs that Temporal had and that had not got going. */
  maxOpening: number;
}

const inFlight = 48;
const stretchSeconds = 20;
const batch = 500;

interface Look {
  at: number;
  completed: number;
  opening: number;
}

/** Mail runs by a running API and worker: first what they can carry, then twice as much. */
export async function overload(
  api: ApiClient,
  db: Database,
  sizes: { seconds: number; backlog: number },
): Promise<Overload> {
  let sent = 0;
  let maxOpening = 0;
  const began = performance.now();
  const name = randomUUID();

  async function send(count: number): Promise<void> {
    for (let left = count; left > 0; left -= batch) {
      const events = Array.from({ length: Math.min(batch, left) }, () => {
        const email = `${name}-${++sent}@bench.example`;
        return { eventTypeKey: "benchMail", keyValue: email, contact: { email } };
      });
      await api.post("/events", { events });
    }
  }

  async function look(): Promise<Look> {
    const [row] = await db.query<Omit<Look, "at">>(
      `select count(*) filter (where r.status = 'completed') as completed,
              count(*) filter (where r.status = 'running' and not exists (
                select from run_steps s where s.run_id = r.id)) as opening
         from runs r where r.event_key like $1 || '%'`,
      [name],
    );
    if (row === undefined) throw new Error("nothing to look at");
    maxOpening = Math.max(maxOpening, row.opening);
    return { at: (performance.now() - began) / 1_000, ...row };
  }

  const isOver = ({ at }: Look, from: Look): boolean => at - from.at >= sizes.seconds;

  async function atItsPace(): Promise<number> {
    await send(inFlight);
    const from = await look();
    for (let now = from; ; now = await look()) {
      if (isOver(now, from)) return rate(from, now);
      await send(Math.max(0, inFlight - (sent - now.completed)));
      await sleep(100);
    }
  }

  async function flood(perSecond: number): Promise<number> {
    const before = sent;
    const looks = [await look()];
    for (;;) {
      const [from] = looks;
      const now = await look();
      looks.push(now);
      if (from === undefined || isOver(now, from)) return slowest(looks);
      await send(Math.max(0, Math.floor((now.at - from.at) * perSecond) - (sent - before)));
      await sleep(500);
    }
  }

  /** The last ones have nobody beside them: what they take says nothing. */
  async function drain(): Promise<number> {
    const from = await look();
    for (let now = from, last = from; ; now = await look()) {
      if (now.completed >= sent) return rate(from, last);
      if (now.completed < sent - inFlight) last = now;
      await sleep(500);
    }
  }

  await send(inFlight);
  await drain();
  const steady = await atItsPace();
  const flooded = await flood(steady * 2);
  const drained = await drain();
  await send(sizes.backlog);
  const backlogDrained = await drain();
  return { steady, flooded, drained, backlogDrained, maxOpening };
}

function rate(from: Look, to: Look): number {
  return to.at === from.at ? Number.NaN : (to.completed - from.completed) / (to.at - from.at);
}

function slowest(looks: readonly Look[]): number {
  const rates = looks.flatMap((from) => {
    const to = looks.find(({ at }) => at >= from.at + stretchSeconds);
    return to === undefined ? [] : [rate(from, to)];
  });
  const [first, last] = [looks[0], looks.at(-1)];
  // A short flood is one stretch.
  if (rates.length === 0 && first !== undefined && last !== undefined) return rate(first, last);
  return Math.min(...rates);
}
