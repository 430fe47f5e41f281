import type { Part, Stack } from "./stack.ts";

export interface Disturbances {
  kills: number;
  restarts: number;
}

interface Planned {
  part: Part;
  /** Of the mails that are expected. */
  at: number;
}

export interface Disturber {
  done: Record<Part, number>;
  /** Kills what is due at this share of the way; never two at once. */
  progress(share: number): Promise<void>;
}

/** Spreads kills evenly over the way, so that each falls into the middle of the load. */
export function disturber(
  { kills, restarts }: Disturbances,
  kill: Stack["kill"],
  report: (line: string) => void,
): Disturber {
  const plan = [...spread("worker", kills), ...spread("temporal", restarts)].toSorted(
    (a, b) => a.at - b.at,
  );
  const done = { worker: 0, temporal: 0 };
  return {
    done,
    async progress(share) {
      const [next] = plan;
      if (next === undefined || share < next.at) return;
      plan.shift();
      report(`killing the ${next.part} (SIGKILL) …`);
      const began = Date.now();
      await kill(next.part);
      done[next.part]++;
      report(`another ${next.part} after ${((Date.now() - began) / 1_000).toFixed(1)} s`);
    },
  };
}

function spread(part: Part, count: number): Planned[] {
  return Array.from({ length: count }, (_, index) => ({ part, at: (index + 1) / (count + 1) }));
}
