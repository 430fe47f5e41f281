import type { ReactNode } from "react";
import type { Run } from "../../api/runs.ts";
import type { Decorations } from "../../canvas/decorations.ts";
import { edgeKey } from "../../canvas/graph.ts";
import type { Definition } from "../../api/workflows.ts";
import { Foot } from "./Foot.tsx";
import type { Way } from "./model/way.ts";
import { openVisit, wayOf } from "./model/way.ts";
import { failureOf, untilWords } from "./run-words.ts";

/** A run's way for the canvas of a definition: its own, or the draft that it tries out. */
export function runDecorations(run: Run, shown: Definition = run.definition): Decorations {
  const way = wayOf(run);
  return {
    blocks: Object.fromEntries(
      shown.blocks.map(({ id }) => [
        id,
        { tone: way.blocks.get(id)?.tone ?? "quiet", foot: footOf(run, way, id) },
      ]),
    ),
    edges: Object.fromEntries(
      shown.edges.map((edge) => {
        const key = edgeKey(edge);
        return [key, { tone: way.edges.has(key) ? "visited" : "quiet" }];
      }),
    ),
  };
}

function footOf(run: Run, { blocks }: Way, id: string): ReactNode {
  const place = blocks.get(id);
  if (place === undefined) return undefined;
  const { tone, visits } = place;
  if (tone === "failed") return <Foot tone="bad">{failureOf(run.error)?.message ?? "failed"}</Foot>;
  if (tone === "stopped") return <Foot tone="wait">stopped here</Foot>;
  if (tone === "current") {
    const until = openVisit(run.visits)?.until;
    return (
      <Foot tone="busy">{until == null ? "here now" : `waits until ${untilWords(until)}`}</Foot>
    );
  }
  return visits > 1 ? <Foot>{visits} times</Foot> : undefined;
}
