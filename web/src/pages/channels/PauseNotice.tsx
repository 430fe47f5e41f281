import { Alert, Text } from "@mantine/core";
import type { Channel } from "../../api/channels.ts";
import { t } from "../../i18n/i18n.ts";
import { DrainButton } from "./DrainButton.tsx";
import { exactTime } from "../../ui/format-time.ts";

/** That somebody has paused a channel, why, and what waits; or that what waited is still on its way out. */
export function PauseNotice({ of: channel }: { of: Channel }) {
  const { pause, waiting } = channel;
  const waits = waiting.messages + waiting.broadcasts > 0;
  if (pause === null && !waits) return null;
  const words = [
    ...(pause === null ? [t("channels:paused.goesOut")] : pauseWords(pause)),
    ...(waiting.messages > 0 ? [t("channels:paused.messages", { count: waiting.messages })] : []),
    ...(waiting.broadcasts > 0
      ? [t("channels:paused.broadcasts", { count: waiting.broadcasts })]
      : []),
  ];
  return (
    <Alert
      color="yellow"
      variant="outline"
      styles={{ title: { color: "light-dark(#85530a, #f5cf86)" } }}
      title={pause === null ? t("channels:paused.resumed") : t("channels:paused.title")}
    >
      {pause !== null && (
        <Text size="sm" mb={4}>
          {pause.reason}
        </Text>
      )}
      <Text size="sm">{words.join(" ")}</Text>
      {waiting.messages > 0 && <DrainButton channel={channel} />}
    </Alert>
  );
}

function pauseWords({
  pausedAt,
  until,
  transactional,
  by,
}: NonNullable<Channel["pause"]>): string[] {
  const time = exactTime(pausedAt);
  return [
    by.name === null
      ? t("channels:paused.since", { time })
      : t("channels:paused.sinceBy", { time, who: by.name }),
    ...(until === null ? [] : [t("channels:paused.until", { time: exactTime(until) })]),
    ...(transactional === "send" ? [t("channels:paused.butTransactional")] : []),
  ];
}
