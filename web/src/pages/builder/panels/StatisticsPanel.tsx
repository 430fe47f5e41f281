import { Skeleton, Stack, Text } from "@mantine/core";
import { useEffect, useMemo } from "react";
import type { Workflow } from "../../../api/workflows.ts";
import type { Decorations } from "../../../canvas/decorations.ts";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { inOrder } from "../commands/order.ts";
import { useBuilderSearch } from "../hooks/use-builder-search.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { t } from "../../../i18n/i18n.ts";
import { BlockTable } from "./statistics/BlockTable.tsx";
import { Conversion } from "./statistics/Conversion.tsx";
import { statisticsDecorations } from "./statistics/statistics-decorations.tsx";
import { PeriodControls } from "./statistics/PeriodControls.tsx";
import { Totals } from "./statistics/Totals.tsx";
import type { Period } from "./statistics/use-statistics.ts";
import { useStatistics } from "./statistics/use-statistics.ts";
import { PanelSection } from "./PanelSection.tsx";
import { blockNames } from "../../../canvas/graph.ts";

export interface StatisticsPanelProps {
  workflow: Workflow;
  /** Draws on the canvas while the panel is open; null takes it away. */
  onDecorate(decorations: Decorations | null): void;
  onClose(): void;
}

/** How many runs entered, wait at, left and failed at each block in a period. */
export function StatisticsPanel({ workflow, onDecorate, onClose }: StatisticsPanelProps) {
  const { kinds, goTo } = useBuilder();
  const definition = useDraftState((draft) => draft.definition);
  const { search, set } = useBuilderSearch();
  const { from = search.to === undefined ? "30d" : undefined, to, version } = search;
  const period = useMemo((): Period => ({ from, to, version }), [from, to, version]);
  const { data: statistics, error, refetch } = useStatistics(workflow.id, period);
  const counted = useMemo(() => ({ workflowId: workflow.id, period }), [workflow.id, period]);
  const names = useMemo(() => blockNames(definition, kinds), [definition, kinds]);
  const blocks = useMemo(
    () => inOrder(definition, kinds).map(({ id }) => ({ id, name: names.get(id) ?? id })),
    [definition, kinds, names],
  );

  useEffect(() => {
    if (statistics === undefined) return undefined;
    onDecorate(statisticsDecorations(statistics, { ...counted, definition, names }));
    return () => onDecorate(null);
  }, [statistics, counted, definition, names, onDecorate]);

  return (
    <PanelFrame title={t("builder-statistics:title")} onClose={onClose}>
      <Stack gap="lg">
        <PeriodControls workflowId={workflow.id} period={period} onChange={set} />
        {statistics === undefined && error !== null && (
          <PageFailure
            error={error}
            reset={() => void refetch()}
            what={t("builder-statistics:what")}
          />
        )}
        {statistics === undefined && error === null && <Skeleton height={240} aria-busy />}
        {statistics !== undefined && (
          <>
            <PanelSection title={t("builder-statistics:runsTitle")}>
              <Totals runs={statistics.runs} {...counted} />
            </PanelSection>
            {statistics.runs.total === 0 ? (
              <Text size="sm">{t("builder-statistics:none")}</Text>
            ) : (
              <>
                <PanelSection title={t("builder-statistics:conversion")}>
                  <Conversion statistics={statistics} blocks={blocks} />
                </PanelSection>
                <PanelSection title={t("builder-statistics:byBlock")}>
                  <BlockTable {...counted} statistics={statistics} blocks={blocks} onBlock={goTo} />
                </PanelSection>
              </>
            )}
          </>
        )}
      </Stack>
    </PanelFrame>
  );
}
