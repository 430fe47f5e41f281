import { Anchor, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ConversionGroup, Conversions } from "../../../api/reports.ts";
import { conversionsQuery } from "../../../api/reports.ts";
import { useMay } from "../../../api/session.ts";
import { workspaceQuery } from "../../../api/workspace.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { formatNumber } from "../../../ui/format-number.ts";
import type { BarRow } from "../charts/RowBars.tsx";
import { RowBars } from "../charts/RowBars.tsx";
import { Counted } from "../Counted.tsx";
import { CountedSince } from "../CountedSince.tsx";
import { Figure } from "../Figure.tsx";
import { GoalFirst } from "../GoalFirst.tsx";
import { GroupTable } from "../GroupTable.tsx";
import { intervalText, moneyText, rateText } from "../numbers.ts";
import { ReportSection } from "../ReportSection.tsx";
import type { Shown } from "../shown.ts";
import { useBlockNames } from "../use-block-names.ts";

/** Who has reached the workflow's goal, in all, by version and by message. */
export function ConversionsTab(shown: Shown) {
  const { workflow, period } = shown;
  const query = useQuery({
    ...conversionsQuery(workflow.id, period),
    enabled: workflow.goal !== null,
  });
  if (workflow.goal === null) return <GoalFirst workflowId={workflow.id} />;
  return (
    <Counted query={query}>
      {(found) =>
        found.contacts === 0 ? (
          <EmptyState title={t("reports:conversions.none")}>
            {t("reports:funnel.noneHint")}
          </EmptyState>
        ) : (
          <Found {...shown} found={found} />
        )
      }
    </Counted>
  );
}

function Found({ workflow, period, csv, found }: Shown & { found: Conversions }) {
  const nameOf = useBlockNames(workflow);
  const versions = found.versions.map((group) => ({
    ...group,
    key: String(group.version),
    name: t("reports:version.one", { number: group.version }),
  }));
  const all = { ...found, key: "all", name: t("reports:conversions.all") };
  const messages = found.messages.map((group) => ({
    ...group,
    key: group.blockId,
    name: nameOf(group.blockId),
  }));
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }} mb="md">
        <Figure label={t("reports:group.contacts")} value={formatNumber(found.contacts)} />
        <Figure
          label={t("reports:group.converted")}
          value={formatNumber(found.convertedContacts)}
        />
        <Figure
          label={t("reports:group.rate")}
          value={rateText(found.rate.value)}
          note={intervalText(found.rate)}
        />
        <Figure label={t("reports:group.revenue")} value={moneyText(found.revenue)} />
      </SimpleGrid>
      <ReportSection
        title={t("reports:conversions.title")}
        hint={
          <>
            {t("reports:conversions.hint")}{" "}
            <CountedSince period={period} from={found.from} most={50_000} />
          </>
        }
        csv={csv("conversions")}
        chart={(svg) => (
          <RowBars
            svg={svg}
            label={t("reports:conversions.label", {
              rate: rateText(found.rate.value),
              interval: intervalText(found.rate),
            })}
            rows={[all, ...(versions.length > 1 ? versions : [])].map(rateRow)}
          />
        )}
      >
        <GroupTable
          label={t("reports:conversions.title")}
          of={t("reports:version.label")}
          rows={[all, ...versions]}
        />
      </ReportSection>
      {messages.length > 0 && (
        <ReportSection
          title={t("reports:conversions.byMessage")}
          hint={<Attribution />}
          chart={(svg) => (
            <RowBars
              svg={svg}
              label={t("reports:conversions.byMessageLabel", { count: found.conversions })}
              rows={messages.map(({ key, name, conversions, revenue }) => ({
                key,
                name,
                value: conversions,
                text: `${formatNumber(conversions)} · ${moneyText(revenue)}`,
              }))}
            />
          )}
        >
          <GroupTable
            label={t("reports:conversions.byMessage")}
            of={t("reports:columns.block")}
            rows={messages}
          />
        </ReportSection>
      )}
    </>
  );
}

export function rateRow(group: ConversionGroup & { key: string; name: string }): BarRow {
  const { key, name, rate, contacts } = group;
  return {
    key,
    name,
    value: rate.value,
    low: contacts === 0 ? undefined : rate.low,
    high: contacts === 0 ? undefined : rate.high,
    text: contacts === 0 ? "–" : `${rateText(rate.value)} (${intervalText(rate)})`,
  };
}

/** Which message has a conversion, by the rule that the workspace has chosen. */
function Attribution() {
  const { data: workspace } = useQuery(workspaceQuery);
  const mayChange = useMay("admin");
  if (workspace === undefined) return null;
  const { which, by } = workspace.attribution;
  return (
    <>
      {t(`reports:attribution.${which}.${by}`)}{" "}
      {mayChange && (
        <Anchor size="sm" renderRoot={(props) => <Link to="/settings/workspace" {...props} />}>
          {t("reports:attribution.change")}
        </Anchor>
      )}
    </>
  );
}
