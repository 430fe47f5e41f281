import { Skeleton, Stack, Text } from "@mantine/core";
import { useEffect, useMemo } from "react";
import type { Workflow } from "../../../api/workflows.ts";
import type { Decorations } from "../../../canvas/decorations.ts";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { namesOf } from "../../runs/model/names.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { inOrder } from "../commands/order.ts";
import { useBuilderSearch } from "../hooks/use-builder-search.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { BlockTable } from "./figures/BlockTable.tsx";
import { Conversion } from "./figures/Conversion.tsx";
import { figureDecorations } from "./figures/figure-decorations.tsx";
import { PeriodControls } from "./figures/PeriodControls.tsx";
import { Totals } from "./figures/Totals.tsx";
import type { Period } from "./figures/use-figures.ts";
import { useFigures } from "./figures/use-figures.ts";
import { PanelSection } from "./PanelSection.tsx";

export interface FiguresPanelProps {
  workflow: Workflow;
  /** Draws on the canvas while the panel is open; null takes it away. */
  onDecorate(decorations: Decorations | null): void;
  onClose(): void;
}

/** How many runs entered, wait at, left and failed at each block in a period. */
export function FiguresPanel({ workflow, onDecorate, onClose }: FiguresPanelProps) {
  const { kinds, goTo } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const { search, set } = useBuilderSearch();
  const { from = search.to === undefined ? "30d" : undefined, to, version } = search;
  const period = useMemo((): Period => ({ from, to, version }), [from, to, version]);
  const { data: figures, error, refetch } = useFigures(workflow.id, period);
  const counted = useMemo(() => ({ workflowId: workflow.id, period }), [workflow.id, period]);
  const names = useMemo(() => namesOf(definition, kinds), [definition, kinds]);
  const blocks = useMemo(
    () => inOrder(definition, kinds).map(({ id }) => ({ id, name: names.get(id) ?? id })),
    [definition, kinds, names],
  );

  useEffect(() => {
    if (figures === undefined) return undefined;
    onDecorate(figureDecorations(figures, { ...counted, definition, names }));
    return () => onDecorate(null);
  }, [figures, counted, definition, names, onDecorate]);

  return (
    <PanelFrame title="Figures" onClose={onClose}>
      <Stack gap="lg">
        <PeriodControls workflowId={workflow.id} period={period} onChange={set} />
        {figures === undefined && error !== null && (
          <PageFailure error={error} reset={() => void refetch()} what="The figures" />
        )}
        {figures === undefined && error === null && <Skeleton height={240} aria-busy />}
        {figures !== undefined && (
          <>
            <PanelSection title="Runs">
              <Totals runs={figures.runs} {...counted} />
            </PanelSection>
            {figures.runs.total === 0 ? (
              <Text size="sm">
                No run was launched in this period. Runs count when they are launched; test launches
                count nowhere.
              </Text>
            ) : (
              <>
                <PanelSection title="Conversion">
                  <Conversion figures={figures} blocks={blocks} />
                </PanelSection>
                <PanelSection title="By block">
                  <BlockTable {...counted} figures={figures} blocks={blocks} onBlock={goTo} />
                </PanelSection>
              </>
            )}
          </>
        )}
      </Stack>
    </PanelFrame>
  );
}
