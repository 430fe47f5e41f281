import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Uplift } from "../../../api/reports.ts";
import { upliftQuery } from "../../../api/reports.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ButtonLink } from "../../../ui/ButtonLink.tsx";
import { DataTable } from "../../../ui/DataTable.tsx";
import { formatMoney } from "../../../ui/format-money.ts";
import { exactTime } from "../../../ui/format-time.ts";
import { RowBars } from "../charts/RowBars.tsx";
import { Counted } from "../Counted.tsx";
import { GoalFirst } from "../GoalFirst.tsx";
import { GroupTable } from "../GroupTable.tsx";
import { pointsText, rateText } from "../numbers.ts";
import { ReportSection } from "../ReportSection.tsx";
import type { Shown } from "../shown.ts";
import { useBlockNames } from "../use-block-names.ts";
import { moneyVerdictText, verdictText } from "../verdict.ts";
import { rateRow } from "./ConversionsTab.tsx";

/** What a workflow brings: its contacts beside those whom it held out. */
export function UpliftTab(shown: Shown) {
  const { workflow, period } = shown;
  const query = useQuery({ ...upliftQuery(workflow.id, period), enabled: workflow.goal !== null });
  if (workflow.goal === null) return <GoalFirst workflowId={workflow.id} />;
  return (
    <Counted query={query}>
      {(uplift) =>
        uplift.heldOut.contacts === 0 ? (
          <EmptyState
            title={t("reports:uplift.none")}
            action={
              <ButtonLink to="/workflows/$id" params={{ id: workflow.id }}>
                {t("reports:openWorkflow")}
              </ButtonLink>
            }
          >
            {t("reports:uplift.noneHint")}
          </EmptyState>
        ) : (
          <Compared {...shown} uplift={uplift} />
        )
      }
    </Counted>
  );
}

const colours = { more: "bell", less: "red", no_difference: "gray", not_enough: "gray" } as const;

function Compared({ workflow, csv, uplift }: Shown & { uplift: Uplift }) {
  const { treated, heldOut, rateDifference, inBoth, branches } = uplift;
  const nameOf = useBlockNames(workflow);
  const groups = [
    { ...treated, key: "treated", name: t("reports:uplift.treated") },
    { ...heldOut, key: "heldOut", name: t("reports:uplift.heldOut") },
  ];
  return (
    <>
      <Alert variant="light" color={colours[rateDifference.verdict]} mb="md">
        {verdictText(rateDifference)}
      </Alert>
      <ReportSection
        title={t("reports:uplift.title")}
        hint={
          <>
            {t("reports:uplift.hint", { time: exactTime(uplift.from) })}{" "}
            {inBoth > 0 && t("reports:uplift.inBoth", { count: inBoth })}
          </>
        }
        csv={csv("uplift")}
        chart={(svg) => (
          <RowBars
            svg={svg}
            label={t("reports:uplift.label", {
              treated: rateText(treated.rate.value),
              heldOut: rateText(heldOut.rate.value),
            })}
            rows={groups.map(rateRow)}
          />
        )}
      >
        <GroupTable
          label={t("reports:uplift.title")}
          of={t("reports:uplift.group")}
          rows={groups}
        />
      </ReportSection>
      <Differences
        title={t("reports:uplift.difference")}
        hint={t("reports:uplift.differenceHint")}
        rows={[
          { key: "all", name: t("reports:uplift.overall"), ...rateDifference },
          ...branches.map(({ blockId, branch, rateDifference: difference }) => ({
            key: `${blockId} ${branch}`,
            name: t("reports:uplift.branch", { split: nameOf(blockId), branch }),
            ...difference,
          })),
        ]}
        textOf={(row) => t("reports:uplift.points", { points: pointsText(row.difference ?? 0) })}
        said={verdictText}
      />
      {uplift.revenueDifferences.map((difference) => (
        <Differences
          key={difference.currency}
          title={t("reports:uplift.revenue", { currency: difference.currency })}
          hint={t("reports:uplift.revenueHint")}
          rows={[{ key: "all", name: t("reports:uplift.overall"), ...difference }]}
          textOf={(row) =>
            row.difference === null ? "–" : formatMoney(row.difference, difference.currency)
          }
          said={(row) => moneyVerdictText(row, difference.currency)}
        />
      ))}
    </>
  );
}

interface Difference {
  key: string;
  name: string;
  difference: number | null;
  low: number | null;
  high: number | null;
  verdict: Uplift["rateDifference"]["verdict"];
}

interface DifferencesProps {
  title: string;
  hint: string;
  rows: readonly Difference[];
  textOf(row: Difference): string;
  said(row: Difference): string;
}

function Differences({ title, hint, rows, textOf, said }: DifferencesProps) {
  return (
    <ReportSection
      title={title}
      hint={hint}
      chart={(svg) => (
        <RowBars
          svg={svg}
          label={rows.map((row) => `${row.name}: ${said(row)}`).join(" ")}
          rows={rows.map((row) => ({
            key: row.key,
            name: row.name,
            value: row.difference ?? 0,
            low: row.low ?? undefined,
            high: row.high ?? undefined,
            text: textOf(row),
            tone: row.verdict === "less" ? "bad" : undefined,
          }))}
        />
      )}
    >
      <DataTable
        label={title}
        rows={rows}
        keyOf={({ key }) => key}
        empty={null}
        columns={[
          { key: "of", header: t("reports:uplift.of"), cell: ({ name }) => name },
          { key: "difference", header: t("reports:uplift.difference"), cell: textOf },
          { key: "said", header: t("reports:uplift.said"), cell: said },
        ]}
      />
    </ReportSection>
  );
}
