import { Skeleton, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { workflowQuery } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { PeriodSelect } from "./PeriodSelect.tsx";
import type { Shown } from "./shown.ts";
import { shownOf } from "./shown.ts";
import { CohortsTab } from "./tabs/CohortsTab.tsx";
import { ConversionsTab } from "./tabs/ConversionsTab.tsx";
import { FunnelTab } from "./tabs/FunnelTab.tsx";
import { MessagesTab } from "./tabs/MessagesTab.tsx";
import { SplitsTab } from "./tabs/SplitsTab.tsx";
import { UpliftTab } from "./tabs/UpliftTab.tsx";

const route = getRouteApi("/inside/reports/$id");

const tabs = {
  funnel: FunnelTab,
  messages: MessagesTab,
  conversions: ConversionsTab,
  splits: SplitsTab,
  uplift: UpliftTab,
  cohorts: CohortsTab,
} as const satisfies Record<string, ComponentType<Shown>>;
const names = ["funnel", "messages", "conversions", "splits", "uplift", "cohorts"] as const;

/** What a workflow has done in a period, and what it has brought. */
export function ReportPage() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: workflow, error, refetch } = useQuery(workflowQuery(id));
  const tab = names.find((name) => name === search.tab) ?? "funnel";
  if (workflow === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} />;
  }
  if (workflow === undefined) return <Skeleton height={320} m="lg" aria-busy />;
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const shown = shownOf(workflow, search, set);
  const Tab = tabs[tab];
  return (
    <Page
      title={workflow.name}
      lead={t("reports:leadOne")}
      actions={
        <>
          <ButtonLink to="/reports" variant="default">
            {t("reports:all")}
          </ButtonLink>
          <ButtonLink to="/workflows/$id" params={{ id }} variant="default">
            {t("reports:openWorkflow")}
          </ButtonLink>
        </>
      }
    >
      <PeriodSelect {...shown} tab={tab} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({ search: { ...search, tab: next ?? undefined, block: undefined } })
        }
      >
        <Tabs.List mb="md">
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`reports:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Tab {...shown} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
