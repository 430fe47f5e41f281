import { Group } from "@mantine/core";
import type { RunStatus } from "../../api/runs.ts";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { t } from "../../i18n/i18n.ts";

/** How a run stands; a test launch is marked, as it counts nowhere. */
export function RunStatusBadge({ status, test }: { status: RunStatus; test: boolean }) {
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <StatusBadge value={status} label={t(`words:status.${status}`)} />
      {test && <StatusBadge value="test" label={t("runs:test")} />}
    </Group>
  );
}
