import { Grid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EventSummary } from "../../../../src/contract/api/history.ts";
import type { RunSummary } from "../../../../src/contract/api/run.ts";
import { instanceQuery } from "../../api/instance.ts";
import { useLive } from "../../api/live.ts";
import type { Wire } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { usePage } from "../../ui/use-page.ts";
import { AttentionList } from "./AttentionList.tsx";
import { FirstHour } from "./FirstHour.tsx";
import { NewestEvents } from "./NewestEvents.tsx";
import { NewestRuns } from "./NewestRuns.tsx";
import { OverviewFigures } from "./OverviewFigures.tsx";
import { Restored } from "./Restored.tsx";

/** What needs attention, what to do first, how busy it is, what happened last. */
export function HomePage() {
  const instance = useQuery(instanceQuery);
  const events = usePage<Wire<EventSummary>>("/events", {}, 8);
  const runs = usePage<Wire<RunSummary>>("/runs", {}, 8);
  useLive(["events", "runs"], [["/events"], ["/runs"]]);
  const isNew = events.data?.items.length === 0 || runs.data?.items.length === 0;
  return (
    <Page title={t("home:title")}>
      {instance.data?.temporalAhead && <Restored {...instance.data.temporalAhead} />}
      <AttentionList />
      {isNew && <FirstHour hasEvent={events.data?.items.length !== 0} />}
      <OverviewFigures />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <NewestEvents
            rows={events.data?.items}
            error={events.error}
            retry={() => void events.refetch()}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <NewestRuns
            rows={runs.data?.items}
            error={runs.error}
            retry={() => void runs.refetch()}
          />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
