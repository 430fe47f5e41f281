import { Group, SegmentedControl, SimpleGrid, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { overviewPeriodOf, overviewPeriods, overviewQuery } from "../../api/overview.ts";
import { instanceQuery } from "../../api/instance.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber, formatShare } from "../../ui/format-number.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { Time } from "../../ui/Time.tsx";
import { FigureCard } from "./FigureCard.tsx";

const route = getRouteApi("/inside/");

const figures = [
  { name: "events", to: "/events" },
  { name: "launched", to: "/runs" },
  { name: "suppressed", to: "/events?outcome=suppressed" },
  { name: "messages", to: "/messages" },
  { name: "failures", to: "/runs?status=failed" },
] as const;

/** Events, launches, messages and failures of a day, a week or a month, beside the time before. */
export function OverviewFigures() {
  const { last } = route.useSearch();
  const navigate = route.useNavigate();
  const period = overviewPeriodOf(last);
  const { data, error, refetch } = useQuery(overviewQuery(period));
  if (data === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} />;
  }
  return (
    <section aria-labelledby="overview">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="overview">
          {t("home:overview.title")}
        </Title>
        <SegmentedControl
          aria-label={t("home:overview.period")}
          value={period}
          data={overviewPeriods.map((value) => ({
            value,
            label: t(`home:overview.last.${value}`),
          }))}
          onChange={(value) =>
            void navigate({ search: { last: value === "week" ? undefined : value }, replace: true })
          }
        />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} mb="xs">
        {figures.map((figure) => (
          <FigureCard key={figure.name} {...figure} overview={data} />
        ))}
      </SimpleGrid>
      <Group justify="space-between" mb="lg" gap="xs">
        <Text size="sm" c="dimmed">
          {data !== undefined && <ByChannel times={data.times} total={data.total.messages} />}
        </Text>
        <Text size="xs" c="dimmed">
          {data !== undefined && (
            <>
              {t("home:overview.counted")} <Time at={data.countedUntil} />
            </>
          )}
        </Text>
      </Group>
    </section>
  );
}

function ByChannel(props: {
  times: readonly { channels: Record<string, number> }[];
  total: number;
}) {
  const { data: instance } = useQuery(instanceQuery);
  const sums = new Map<string, number>();
  for (const { channels } of props.times) {
    for (const [channel, amount] of Object.entries(channels)) {
      sums.set(channel, (sums.get(channel) ?? 0) + amount);
    }
  }
  if (sums.size === 0) return null;
  const nameOf = (channel: string) =>
    instance?.channels.find((each) => each.channel === channel)?.name ?? channel;
  const parts = [...sums]
    .toSorted(([, one], [, other]) => other - one)
    .map(([channel, amount]) =>
      t("home:overview.channel", {
        name: nameOf(channel),
        number: formatNumber(amount),
        share: formatShare(amount, props.total),
      }),
    );
  return t("home:overview.byChannel", { channels: parts.join(" · ") });
}
