import { Grid, SimpleGrid } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { EventSummary } from "../../../../src/contract/api/history.ts";
import type { RunSummary } from "../../../../src/contract/api/run.ts";
import { instanceQuery } from "../../api/instance.ts";
import { useLive } from "../../api/live.ts";
import type { WorkflowItem } from "../../api/workflows.ts";
import type { Wire } from "../../api/wire.ts";
import { formatNumber } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { usePage } from "../../ui/use-page.ts";
import { StatCard } from "./StatCard.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import { NewestEvents } from "./NewestEvents.tsx";
import { NewestRuns } from "./NewestRuns.tsx";
import { Restored } from "./Restored.tsx";

/** How busy today is, what happened last, and what to do first. */
export function HomePage() {
  const queryClient = useQueryClient();
  const instance = useQuery(instanceQuery);
  const events = usePage<Wire<EventSummary>>("/events", {}, 8);
  const runs = usePage<Wire<RunSummary>>("/runs", {}, 8);
  const active = usePage<WorkflowItem>("/workflows", { status: "active" }, 100);
  useLive(["events", "runs"], () => {
    for (const key of ["/events", "/runs", "instance"]) {
      void queryClient.invalidateQueries({ queryKey: [key] });
    }
  });
  const today = instance.data?.today;
  const count = (value: number | undefined) =>
    value === undefined || today === undefined
      ? undefined
      : `${formatNumber(value)}${value >= today.mostCounted ? "+" : ""}`;
  const isNew = events.data?.items.length === 0;
  return (
    <Page title="Home" lead="Today, in UTC">
      {instance.data?.temporalAhead && <Restored {...instance.data.temporalAhead} />}
      <SimpleGrid cols={{ base: 1, xs: 3 }} mb="lg">
        <StatCard to="/events" name="Events received" value={count(today?.events)} />
        <StatCard to="/runs" name="Runs launched" value={count(today?.runs)} />
        <StatCard
          to="/workflows"
          name="Active workflows"
          value={active.data && formatNumber(active.data.items.length)}
        />
      </SimpleGrid>
      {isNew && <FirstSteps />}
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
