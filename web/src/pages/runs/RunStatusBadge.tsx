import { Group } from "@mantine/core";
import type { RunStatus } from "../../api/runs.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { t } from "../../i18n/i18n.ts";

/** How a run stands; a test launch is marked, as it counts nowhere. */
interface Props {
  run: { status: RunStatus; test: boolean; pausedAt?: string | null };
}

export function RunStatusBadge({ run: { status, test, pausedAt } }: Props) {
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <StatusBadge value={status} label={t(`words:status.${status}`)} />
      {pausedAt != null && <StatusBadge value="paused" label={t("runs:paused.badge")} />}
      {test && <StatusBadge value="test" label={t("runs:test")} />}
    </Group>
  );
}
