import { Alert } from "@mantine/core";
import type { Run } from "../../api/runs.ts";
import { t } from "../../i18n/i18n.ts";
import { exactTime } from "../../ui/format-time.ts";

/** That a run is paused, since when, and where it stands. */
export function PausedAlert({
  run: { pausedAt, pausedBefore, endedAt },
  names,
}: {
  run: Run;
  names: ReadonlyMap<string, string>;
}) {
  if (pausedAt === null || endedAt !== null) return null;
  const time = exactTime(pausedAt);
  return (
    <Alert
      color="yellow"
      variant="outline"
      mb="md"
      styles={{ title: { color: "light-dark(#85530a, #f5cf86)" } }}
      title={t("bulk-actions:paused.title")}
    >
      {pausedBefore === null
        ? t("bulk-actions:paused.since", { time })
        : t("bulk-actions:paused.sinceAt", { time, name: names.get(pausedBefore) ?? pausedBefore })}
    </Alert>
  );
}
