import type { ReactNode } from "react";
import type { Run } from "../../api/runs.ts";
import type { Decorations } from "../../canvas/decorations.ts";
import { edgeKey } from "../../canvas/graph.ts";
import type { Definition } from "../../api/workflows.ts";
import { Foot } from "./Foot.tsx";
import type { RunPath } from "./model/path.ts";
import { openVisit, runPathOf } from "./model/path.ts";
import { failureOf } from "./run-labels.ts";
import { formatUntil } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

/** A run's path on the canvas of a definition: its own, or the draft that it tries out. */
export function runDecorations(run: Run, definition: Definition = run.definition): Decorations {
  const path = runPathOf(run);
  return {
    blocks: Object.fromEntries(
      definition.blocks.map(({ id }) => [
        id,
        { tone: path.blocks.get(id)?.tone ?? "quiet", foot: footOf(run, path, id) },
      ]),
    ),
    edges: Object.fromEntries(
      definition.edges.map((edge) => {
        const key = edgeKey(edge);
        return [key, { tone: path.edges.has(key) ? "visited" : "quiet" }];
      }),
    ),
  };
}

function footOf(run: Run, { blocks }: RunPath, id: string): ReactNode {
  const place = blocks.get(id);
  if (place === undefined) return undefined;
  const { tone, visits } = place;
  if (tone === "failed")
    return <Foot tone="bad">{failureOf(run.error)?.message ?? t("runs:foot.failed")}</Foot>;
  if (tone === "stopped") return <Foot tone="wait">{t("runs:foot.stopped")}</Foot>;
  if (tone === "current") {
    const until = openVisit(run.visits)?.until;
    return (
      <Foot tone="busy">
        {until == null ? t("runs:foot.here") : t("runs:foot.waits", { time: formatUntil(until) })}
      </Foot>
    );
  }
  return visits > 1 ? <Foot>{t("runs:foot.times", { count: visits })}</Foot> : undefined;
}
