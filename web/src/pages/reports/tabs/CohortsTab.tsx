import { useQuery } from "@tanstack/react-query";
import type { Cohort } from "../../../api/reports.ts";
import { cohortsQuery } from "../../../api/reports.ts";
import { locale, t } from "../../../i18n/i18n.ts";
import type { Column } from "../../../ui/DataTable.tsx";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatNumber } from "../../../ui/format-number.ts";
import { HeatGrid } from "../charts/HeatGrid.tsx";
import { Counted } from "../Counted.tsx";
import { GoalFirst } from "../GoalFirst.tsx";
import { moneyText, rateText } from "../numbers.ts";
import { ReportSection } from "../ReportSection.tsx";
import type { Shown } from "../shown.ts";

/** Contacts by the week of their start, and by when they had converted. */
export function CohortsTab(shown: Shown) {
  const { workflow, search, csv } = shown;
  const query = useQuery({
    ...cohortsQuery(workflow.id, search.weeks ?? "12"),
    enabled: workflow.goal !== null,
  });
  if (workflow.goal === null) return <GoalFirst workflowId={workflow.id} />;
  return (
    <Counted query={query}>
      {({ goal, cohorts: all }) => {
        const cohorts = all.slice(all.findIndex(({ contacts }) => contacts > 0)).toReversed();
        if (all.every(({ contacts }) => contacts === 0)) {
          return (
            <EmptyState title={t("reports:cohorts.none")}>
              {t("reports:funnel.noneHint")}
            </EmptyState>
          );
        }
        const { every, unit } = goal.window;
        return (
          <ReportSection
            title={t("reports:cohorts.title")}
            hint={
              <>
                {t("reports:cohorts.hint")} {t(`reports:cohorts.window.${unit}`, { count: every })}
              </>
            }
            csv={csv("cohorts")}
            chart={(svg) => (
              <HeatGrid
                svg={svg}
                label={t("reports:cohorts.label", { count: cohorts.length })}
                columns={spansOf(cohorts).map((weeks) =>
                  t("reports:cohorts.within", { count: weeks }),
                )}
                rows={cohorts.map(heatRow)}
              />
            )}
          >
            <CohortTable cohorts={cohorts} />
          </ReportSection>
        );
      }}
    </Counted>
  );
}

const spansOf = (cohorts: readonly Cohort[]): number[] =>
  (cohorts[0]?.within ?? []).map(({ weeks }) => weeks);

const days = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const weekName = (at: string): string => days.format(new Date(at));

type Within = Cohort["within"][number];

const share = ({ contacts }: Cohort, { converted }: Within): number =>
  contacts === 0 ? 0 : Math.min(1, converted / contacts);

function heatRow(cohort: Cohort) {
  const { week, contacts, within } = cohort;
  return {
    key: week,
    name: weekName(week),
    cells: within.map((step) => ({
      text: contacts === 0 ? "–" : rateText(share(cohort, step)),
      title: titleOf(cohort, step),
      share: share(cohort, step),
      isOver: step.isOver,
    })),
  };
}

function titleOf({ contacts }: Cohort, { converted, isOver }: Within): string {
  return t(isOver ? "reports:cohorts.cell" : "reports:cohorts.cellOpen", {
    converted: formatNumber(converted),
    contacts: formatNumber(contacts),
  });
}

function CohortTable({ cohorts }: { cohorts: readonly Cohort[] }) {
  const steps = spansOf(cohorts).map((weeks, place): Column<Cohort> => ({
    key: String(weeks),
    header: t("reports:cohorts.within", { count: weeks }),
    align: "right",
    cell: (cohort) => {
      const step = cohort.within[place];
      if (step === undefined || cohort.contacts === 0) return "–";
      const text = `${formatNumber(step.converted)} (${rateText(share(cohort, step))})`;
      return step.isOver ? text : t("reports:cohorts.soFar", { text });
    },
  }));
  return (
    <DataTable
      label={t("reports:cohorts.title")}
      rows={cohorts}
      keyOf={({ week }) => week}
      empty={null}
      columns={[
        { key: "week", header: t("reports:cohorts.week"), cell: ({ week }) => weekName(week) },
        {
          key: "contacts",
          header: t("reports:group.contacts"),
          align: "right",
          cell: ({ contacts }) => formatNumber(contacts),
        },
        ...steps,
        {
          key: "revenue",
          header: t("reports:group.revenue"),
          align: "right",
          cell: ({ revenue }) => moneyText(revenue),
        },
      ]}
    />
  );
}
