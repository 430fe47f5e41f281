import { useMemo } from "react";
import type { Run } from "../../api/runs.ts";
import type { Kinds } from "../../canvas/graph.ts";
import { WorkflowCanvas } from "../../canvas/WorkflowCanvas.tsx";
import { runDecorations } from "./run-decorations.tsx";
import { t } from "../../i18n/i18n.ts";

export interface RunCanvasProps {
  run: Run;
  kinds: Kinds;
  block: string | undefined;
  /** Brings a block into the middle whenever this is another object. */
  centre: { block: string } | null;
  onBlock(block: string | undefined): void;
}

/** The definition that the run follows, with the path that it took. */
export default function RunCanvas({ run, kinds, block, centre, onBlock }: RunCanvasProps) {
  const decorations = useMemo(() => runDecorations(run), [run]);
  const selected = useMemo(
    () => ({ blocks: block === undefined ? [] : [block], edges: [] }),
    [block],
  );
  // The same graph at each refetch, so that nothing is laid out again.
  const text = JSON.stringify(run.definition);
  const definition = useMemo(() => JSON.parse(text) as Run["definition"], [text]);
  return (
    <WorkflowCanvas
      definition={definition}
      kinds={kinds}
      summaries={run.summaries}
      decorations={decorations}
      selected={selected}
      onSelect={({ blocks }) => onBlock(blocks.at(-1))}
      readOnly
      centre={centre}
      label={t("runs:path.label")}
    />
  );
}
