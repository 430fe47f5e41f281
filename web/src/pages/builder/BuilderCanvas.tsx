import { useMemo } from "react";
import type { Decorations } from "../../canvas/decorations.ts";
import { isStart } from "../../canvas/graph.ts";
import type { CanvasEditing } from "../../canvas/WorkflowCanvas.tsx";
import { WorkflowCanvas } from "../../canvas/WorkflowCanvas.tsx";
import { t } from "../../i18n/i18n.ts";
import { useBuilder, useDraftState } from "./builder-context.ts";
import type { Comparison } from "./versions/use-comparison.ts";

interface Props {
  comparison: Comparison | null;
  decorations: Decorations | null;
  centre: { block: string } | null;
}

/** The draft on its canvas, or the version that is looked at. */
export function BuilderCanvas({ comparison, decorations, centre }: Props) {
  const { workflow, kinds, store, actions, canEdit, requestInsert } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const selection = useDraftState((draft) => draft.selection);
  const editing = useMemo(
    (): CanvasEditing => ({
      onMove: actions.move,
      onConnect: actions.connect,
      onReconnect: actions.reconnect,
      canConnect: (outlet, to) => actions.connectionError(outlet, to) === null,
      onInsert: (outlet, at) =>
        requestInsert({ outlet, at: at && { x: at.x - halfWidth, y: at.y } }),
      onDeleteEdge: actions.disconnect,
      // On an edge there is a place for it, for which the rest makes room.
      onDropKind: (kind, { x, y }, onto) =>
        actions.add(
          kind,
          onto,
          onto === null ? { x: x - halfWidth, y: y - halfHeight } : undefined,
        ),
      onTidyUp: actions.tidyUp,
    }),
    [actions, requestInsert],
  );
  const summaries = useMemo(() => {
    const start = definition.blocks.find((block) => isStart(kinds, block));
    const words = startsSummary(workflow.launchConditions);
    return start === undefined ? workflow.summaries : { ...workflow.summaries, [start.id]: words };
  }, [definition, kinds, workflow.summaries, workflow.launchConditions]);

  if (comparison !== null) {
    return (
      <WorkflowCanvas
        key={comparison.key}
        definition={comparison.definition}
        kinds={kinds}
        summaries={comparison.summaries}
        decorations={comparison.decorations}
        centre={centre}
        selected={selection}
        onSelect={store.getState().select}
        readOnly
        label={comparison.label}
      />
    );
  }
  return (
    <WorkflowCanvas
      definition={definition}
      kinds={kinds}
      summaries={summaries}
      issues={workflow.problems}
      decorations={decorations}
      selected={selection}
      onSelect={store.getState().select}
      readOnly={!canEdit}
      editing={editing}
      centre={centre}
      label={t("builder:draft")}
    />
  );
}

/** A dropped block stands with its middle under the pointer. */
const halfWidth = 124;
const halfHeight = 32;

function startsSummary(
  conditions: readonly { role: "start" | "stop"; enabled: boolean; eventTypeKey: string }[],
): string {
  const starts = conditions.filter(({ role, enabled }) => role === "start" && enabled);
  const [first, second] = starts;
  if (first === undefined) return t("builder:nothingYet");
  const on = first.eventTypeKey;
  if (second === undefined) return t("builder:on", { first: on });
  return starts.length === 2
    ? t("builder:onTwo", { first: on, second: second.eventTypeKey })
    : t("builder:onMore", { first: on, more: starts.length - 1 });
}
