import { quantile } from "../figures.ts";

/** A part with so many servers (cores, processes, shards); who comes is served in turn. */
export interface Station {
  name: string;
  servers: number;
}

/** A visit: it takes a server of a station for a time, or, without a station, time alone. */
export interface Visit {
  station: string | null;
  /** On average; it varies as an exponential does. */
  milliseconds: number;
}

/** What a job does, and under which name it is counted. */
export interface Way {
  kind: string;
  visits: readonly Visit[];
}

export interface Outcome {
  kinds: Map<string, { perSecond: number; p50: number; p99: number }>;
  /** How much of each station's time was used, from 0 to 1. */
  busy: Map<string, number>;
}

interface Job extends Way {
  came: number;
  next: number;
}

type Moment = { at: number; job: Job; leaves: string | null };

/** Numbers that look like chance and are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Lets jobs go from visit to visit through a network of stations.
 *
 * @param arrive `perSecond`: they come by chance, at that rate; `inFlight`: as soon as one is done the
 *   next comes
 * @param wayOf what a job does; asked for each
 */
export function simulate(
  stations: readonly Station[],
  arrive: { perSecond: number } | { inFlight: number },
  seconds: number,
  wayOf: (random: () => number) => Way,
): Outcome {
  const random = chance(1);
  const exponential = (mean: number): number => -mean * Math.log(1 - random());
  const end = seconds * 1_000;
  const state = new Map(
    stations.map(({ name, servers }) => [
      name,
      { free: servers, servers, queue: [] as Job[], head: 0, busyMs: 0 },
    ]),
  );
  const moments = new Moments();
  const took = new Map<string, number[]>();

  const come = (at: number): void =>
    moments.add({ at, job: { ...wayOf(random), came: at, next: 0 }, leaves: null });
  if ("inFlight" in arrive) for (let n = 0; n < arrive.inFlight; n++) come(0);
  else come(exponential(1_000 / arrive.perSecond));

  function serve(at: number, job: Job, visit: Visit): void {
    const time = exponential(visit.milliseconds);
    const station = visit.station === null ? undefined : state.get(visit.station);
    if (station !== undefined) station.busyMs += Math.max(0, Math.min(time, end - at));
    moments.add({ at: at + time, job, leaves: visit.station });
  }

  for (let moment = moments.take(); moment !== undefined; moment = moments.take()) {
    const { at, job, leaves } = moment;
    if (at > end) break;
    const left = leaves === null ? undefined : state.get(leaves);
    if (left !== undefined) {
      const waiting = left.queue[left.head];
      if (waiting === undefined) left.free++;
      else {
        left.head++;
        const visit = waiting.visits[waiting.next++];
        if (visit !== undefined) serve(at, waiting, visit);
      }
    }
    if (leaves === null && job.next === 0 && "perSecond" in arrive) {
      come(at + exponential(1_000 / arrive.perSecond));
    }
    const visit = job.visits[job.next];
    if (visit === undefined) {
      const ofKind = took.get(job.kind) ?? [];
      took.set(job.kind, ofKind);
      ofKind.push(at - job.came);
      if ("inFlight" in arrive) come(at);
      continue;
    }
    const station = visit.station === null ? undefined : state.get(visit.station);
    if (station !== undefined && station.free === 0) station.queue.push(job);
    else {
      if (station !== undefined) station.free--;
      job.next++;
      serve(at, job, visit);
    }
  }
  const kinds = [...took].map(([kind, times]) => {
    const figures = {
      perSecond: times.length / seconds,
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
    };
    return [kind, figures] as const;
  });
  const busy = [...state].map(
    ([name, { busyMs, servers }]) => [name, busyMs / (servers * end)] as const,
  );
  return { kinds: new Map(kinds), busy: new Map(busy) };
}

/** What is to happen, the soonest first: a binary heap. */
class Moments {
  readonly #heap: Moment[] = [];

  add(moment: Moment): void {
    const heap = this.#heap;
    let place = heap.push(moment) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Moment;
      if (parent.at <= moment.at) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = moment;
  }

  take(): Moment | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      const right = heap[below + 1];
      if (right !== undefined && right.at < (heap[below] as Moment).at) below++;
      const child = heap[below] as Moment;
      if (last.at <= child.at) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
    return first;
  }
}
