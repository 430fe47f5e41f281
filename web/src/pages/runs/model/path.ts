import type { Run, Visit } from "../../../api/runs.ts";
import type { BlockTone } from "../../../canvas/decorations.ts";
import { edgeKey } from "../../../canvas/graph.ts";

export interface RunPath {
  /** Blocks that the run came to; the others are untouched. */
  blocks: Map<string, { tone: BlockTone; visits: number }>;
  /** Edges that it took, by edgeKey. */
  edges: Set<string>;
}

type PathRun = Pick<Run, "status" | "at" | "startedAt" | "definition"> & {
  visits: readonly Visit[];
};

/** The path that a run has taken through its definition, and the state of the block that it is at. */
export function runPathOf(run: PathRun): RunPath {
  const places = placesOf(run);
  const blocks: RunPath["blocks"] = new Map();
  const edges: RunPath["edges"] = new Set();
  for (const [index, { blockId, branch }] of places.entries()) {
    const visits = (blocks.get(blockId)?.visits ?? 0) + 1;
    blocks.set(blockId, { tone: "visited", visits });
    // A visit that a stop or a goal cut short has a branch too: the next place tells.
    const edge = run.definition.edges.find((one) => one.from === blockId && one.branch === branch);
    if (edge !== undefined && edge.to === places[index + 1]?.blockId) edges.add(edgeKey(edge));
  }
  const last = places.at(-1);
  const tone = toneOfEnd(run);
  if (last !== undefined && tone !== null) {
    blocks.set(last.blockId, { tone, visits: blocks.get(last.blockId)?.visits ?? 1 });
  }
  return { blocks, edges };
}

/** The blocks from the start, which the journal leaves out, to the one that the run is at or failed at. */
function placesOf({ startedAt, definition, visits, at }: PathRun) {
  const places: { blockId: string; branch: string }[] = [];
  const start = definition.blocks.find(({ kind }) => kind === "start")?.id;
  if (startedAt === null && visits.length === 0) return places;
  if (start !== undefined && visits[0]?.blockId !== start) {
    places.push({ blockId: start, branch: "next" });
  }
  places.push(...visits);
  const isThere = openVisit(visits)?.blockId === at;
  if (at !== null && !isThere) places.push({ blockId: at, branch: "" });
  return places;
}

function toneOfEnd({ status, at }: PathRun): BlockTone | null {
  if (status === "stopped") return "stopped";
  if (at === null) return null;
  return status === "failed" ? "failed" : "current";
}

/** The visit that has not ended: the run waits there. */
export function openVisit(visits: readonly Visit[]): Visit | undefined {
  const last = visits.at(-1);
  return last?.endedAt === null && last.until !== null ? last : undefined;
}
