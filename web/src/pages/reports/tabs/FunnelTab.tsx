import { Text } from "@mantine/core";
import type { Funnel, FunnelStep } from "../../../api/reports.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatNumber, formatShare } from "../../../ui/format-number.ts";
import { RunsLink } from "../../builder/panels/statistics/RunsLink.tsx";
import type { BarRow } from "../charts/RowBars.tsx";
import { RowBars } from "../charts/RowBars.tsx";
import { Counted } from "../Counted.tsx";
import { CountedSince } from "../CountedSince.tsx";
import { ReportSection } from "../ReportSection.tsx";
import type { Shown } from "../shown.ts";
import { useFunnel } from "../use-funnel.ts";
import { rangeOf } from "../period.ts";

/** Runs from their start through each block to their end. */
export function FunnelTab(shown: Shown) {
  const { period } = shown;
  const query = useFunnel(shown);
  return (
    <Counted query={query}>
      {(funnel) =>
        funnel.runs.total === 0 ? (
          <EmptyState title={t("reports:funnel.none")}>{t("reports:funnel.noneHint")}</EmptyState>
        ) : (
          <ReportSection
            title={t("reports:funnel.title")}
            hint={
              <>
                {t("reports:funnel.hint")}{" "}
                <CountedSince period={period} from={funnel.from} most={20_000} />
              </>
            }
            csv={shown.csv("funnel")}
            chart={(svg) => <RowBars svg={svg} label={labelOf(funnel)} rows={rowsOf(funnel)} />}
          >
            <StepTable {...shown} funnel={funnel} />
          </ReportSection>
        )
      }
    </Counted>
  );
}

/** The start has every run, and says nothing more. */
const isStep = ({ kind }: FunnelStep): boolean => kind !== "start";

function rowsOf({ runs, steps }: Funnel): BarRow[] {
  const rowOf = (key: string, name: string, value: number, tone?: BarRow["tone"]): BarRow => ({
    key,
    name,
    value,
    text: `${formatNumber(value)} · ${formatShare(value, runs.total)}`,
    tone,
  });
  return [
    rowOf("/launched", t("reports:funnel.launched"), runs.total, "quiet"),
    ...steps.filter(isStep).map((step) => rowOf(step.blockId, nameOf(step), step.entered)),
    rowOf("/completed", t("reports:funnel.completed"), runs.completed, "quiet"),
    ...(runs.failed > 0 ? [rowOf("/failed", t("reports:funnel.failed"), runs.failed, "bad")] : []),
  ];
}

function labelOf({ runs }: Funnel): string {
  return t("reports:funnel.label", {
    launched: formatNumber(runs.total),
    completed: formatNumber(runs.completed),
    failed: formatNumber(runs.failed),
  });
}

function nameOf({ name, kind }: FunnelStep): string {
  return kind === null ? t("reports:gone", { name }) : name;
}

const states = [
  { state: "entered", count: (step: FunnelStep) => step.entered },
  { state: "waiting", count: (step: FunnelStep) => step.waiting },
  { state: "done", count: (step: FunnelStep) => step.done },
  { state: "failed", count: (step: FunnelStep) => step.failed },
] as const;

function StepTable({ workflow, search, funnel }: Shown & { funnel: Funnel }) {
  const period = { ...rangeOf(search), version: search.version };
  return (
    <DataTable
      label={t("reports:funnel.title")}
      rows={funnel.steps}
      keyOf={({ blockId }) => blockId}
      empty={null}
      columns={[
        {
          key: "block",
          header: t("reports:columns.block"),
          cell: (step) => (
            <>
              {nameOf(step)}
              {step.ways.length > 1 && (
                <Text size="xs" c="dimmed">
                  {step.ways
                    .map(({ branch, count }) => `${branch}: ${formatNumber(count)}`)
                    .join(" · ")}
                </Text>
              )}
            </>
          ),
        },
        ...states.map(({ state, count }) => ({
          key: state,
          header: t(`reports:funnel.states.${state}`),
          align: "right" as const,
          cell: (step: FunnelStep) => (
            <RunsLink
              workflowId={workflow.id}
              period={period}
              narrowed={{ blockId: step.blockId, blockState: state }}
              count={count(step)}
              label={t(`reports:funnel.runs.${state}`, {
                name: step.name,
                count: count(step),
                number: formatNumber(count(step)),
              })}
              tone={state === "failed" ? "bad" : undefined}
            />
          ),
        })),
        {
          key: "share",
          header: t("reports:funnel.share"),
          align: "right",
          cell: ({ entered }) => formatShare(entered, funnel.runs.total),
        },
      ]}
    />
  );
}
