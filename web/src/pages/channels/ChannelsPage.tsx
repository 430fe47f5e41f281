import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Channel } from "../../api/channels.ts";
import { channelHealthQuery, channelsQuery } from "../../api/channels.ts";
import { apiWords } from "../../i18n/api-words.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { capitalized } from "../../ui/text.ts";
import { Time } from "../../ui/Time.tsx";
import { ChannelState, providerName } from "./channel-state.tsx";

/** Every channel: whether it sends, by whom, and how its messages fare. */
export function ChannelsPage() {
  const channels = useQuery(channelsQuery);
  const health = useQuery(channelHealthQuery);
  const healthOf = (channel: string) => health.data?.items.find((one) => one.channel === channel);
  const figure = ({ channel, available }: Channel, name: "sent" | "failed" | "unknown") => {
    const found = healthOf(channel);
    // A nought says that it could have sent something.
    if (found === undefined || (!available && found[name] === 0)) return "–";
    return formatNumber(found[name]);
  };
  return (
    <Page title={t("channels:title")} lead={t("channels:lead")}>
      <DataTable<Channel>
        label={t("channels:title")}
        rows={channels.data?.items}
        error={channels.error}
        retry={() => void channels.refetch()}
        keyOf={({ channel }) => channel}
        empty={<EmptyState title={t("channels:none")} />}
        columns={[
          {
            key: "name",
            header: t("channels:column.channel"),
            cell: ({ channel, name }) => (
              <Anchor
                size="sm"
                fw={600}
                renderRoot={(props) => (
                  <Link to="/channels/$channel" params={{ channel }} {...props} />
                )}
              >
                {capitalized(apiWords(name))}
              </Anchor>
            ),
          },
          {
            key: "state",
            header: t("channels:column.state"),
            cell: (channel) => <ChannelState of={channel} />,
          },
          {
            key: "provider",
            header: t("channels:column.provider"),
            // Between words only, as it is a narrow column.
            cell: (channel) => (
              <Text size="sm" style={{ overflowWrap: "break-word" }}>
                {providerName(channel)}
              </Text>
            ),
          },
          {
            key: "sent",
            header: t("channels:column.sent"),
            align: "right",
            cell: (channel) => figure(channel, "sent"),
          },
          {
            key: "failed",
            header: t("channels:column.failed"),
            align: "right",
            cell: (channel) => figure(channel, "failed"),
          },
          {
            key: "unknown",
            header: t("channels:column.unknown"),
            align: "right",
            wideOnly: true,
            cell: (channel) => figure(channel, "unknown"),
          },
          {
            key: "problem",
            header: t("channels:column.lastProblem"),
            cell: ({ channel }) => {
              const problem = healthOf(channel)?.lastProblem ?? null;
              if (problem === null) return "–";
              return (
                <Text size="xs" lineClamp={2} title={problem.words}>
                  {problem.words} · <Time at={problem.at} />
                </Text>
              );
            },
          },
        ]}
        footer={
          health.data !== undefined && (
            <Text size="xs" c="dimmed">
              {t("channels:counted", { count: health.data.mostCounted })}
            </Text>
          )
        }
      />
    </Page>
  );
}
