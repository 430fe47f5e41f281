import { useQuery } from "@tanstack/react-query";
import type { FunnelStep, SplitBranch } from "../../../api/reports.ts";
import { conversionsQuery, funnelQuery } from "../../../api/reports.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatNumber, formatShare } from "../../../ui/format-number.ts";
import { RowBars } from "../charts/RowBars.tsx";
import { Counted } from "../Counted.tsx";
import { GroupTable } from "../GroupTable.tsx";
import { GoalFirst } from "../GoalFirst.tsx";
import { ReportSection } from "../ReportSection.tsx";
import type { Shown } from "../shown.ts";
import { verdictText } from "../verdict.ts";
import { rateRow } from "./ConversionsTab.tsx";

/** The branches of each random split, beside each other. */
export function SplitsTab(shown: Shown) {
  const { workflow, period } = shown;
  const funnel = useQuery(funnelQuery(workflow.id, period));
  const conversions = useQuery({
    ...conversionsQuery(workflow.id, period),
    enabled: workflow.goal !== null,
  });
  return (
    <Counted query={funnel}>
      {({ steps }) => {
        const splits = steps.filter(({ kind }) => kind === "randomSplit");
        if (splits.length === 0) {
          return (
            <EmptyState title={t("reports:splits.none")}>{t("reports:splits.noneHint")}</EmptyState>
          );
        }
        if (workflow.goal === null) {
          return (
            <>
              {splits.map((split) => (
                <Ways key={split.blockId} split={split} />
              ))}
              <GoalFirst workflowId={workflow.id} />
            </>
          );
        }
        return (
          <Counted query={conversions}>
            {({ branches }) =>
              splits.map((split) => (
                <Split
                  key={split.blockId}
                  split={split}
                  branches={branches.filter(({ blockId }) => blockId === split.blockId)}
                  csv={shown.csv("splits")}
                />
              ))
            }
          </Counted>
        );
      }}
    </Counted>
  );
}

/** How many runs went each way, where nothing says what they led to. */
function Ways({ split: { name, ways } }: { split: FunnelStep }) {
  const all = ways.reduce((sum, { count }) => sum + count, 0);
  return (
    <ReportSection
      title={name}
      hint={t("reports:splits.ways")}
      chart={(svg) => (
        <RowBars
          svg={svg}
          label={t("reports:splits.waysLabel", { count: all })}
          rows={ways.map(({ branch, count }) => ({
            key: branch,
            name: branch,
            value: count,
            text: `${formatNumber(count)} · ${formatShare(count, all)}`,
          }))}
        />
      )}
    />
  );
}

interface SplitProps {
  split: FunnelStep;
  branches: readonly SplitBranch[];
  csv: string;
}

function Split({ split: { name }, branches, csv }: SplitProps) {
  if (branches.length === 0) {
    return <ReportSection title={name}>{t("reports:splits.nobody")}</ReportSection>;
  }
  const rows = branches.map((branch) => ({ ...branch, key: branch.branch, name: branch.branch }));
  const first = rows[0]?.name ?? "";
  return (
    <ReportSection
      title={name}
      hint={t("reports:splits.hint", { first })}
      csv={csv}
      chart={(svg) => (
        <RowBars
          svg={svg}
          label={t("reports:splits.label", { count: rows.length })}
          rows={rows.map(rateRow)}
        />
      )}
    >
      <GroupTable
        label={name}
        of={t("reports:splits.branch")}
        rows={rows}
        more={[
          {
            key: "beside",
            header: t("reports:splits.beside", { first }),
            cell: ({ besideFirst }) =>
              besideFirst === null ? "–" : verdictText(besideFirst.rateDifference),
          },
        ]}
      />
    </ReportSection>
  );
}
