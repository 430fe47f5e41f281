import type { Template } from "./template.ts";

/** In which order templates are tried: the one that says most of itself first. */
export function byRank<Of extends { template: Template }>(all: readonly Of[]): Of[] {
  return all.toSorted((a, b) => compare(rankOf(b.template), rankOf(a.template)));
}

/** What stands at the beginning counts before all. */
function rankOf({ segments }: Template): [first: number, all: number] {
  const lengths = segments.map((segment) =>
    segment.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0),
  );
  return [lengths[0] ?? 0, lengths.reduce((sum, length) => sum + length, 0)];
}

function compare([firstA, allA]: [number, number], [firstB, allB]: [number, number]): number {
  return firstA - firstB || allA - allB;
}
