import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useBulkAction } from "../../api/bulk-actions.ts";
import type { Run } from "../../api/runs.ts";
import { sayRun } from "../../../../src/domain/sentences/run-sentences.ts";
import { t } from "../../i18n/i18n.ts";
import { notifyFailure } from "../../ui/notify.ts";

/** Pauses one run, or lets it go on. */
export function PauseButton({ run: { id, pausedAt } }: { run: Run }) {
  const request = useBulkAction();
  const isPaused = pausedAt !== null;
  const action = isPaused ? "resume" : "pause";
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} aria-hidden />}
      loading={request.isPending}
      onClick={() =>
        request.mutate(
          {
            action,
            runs: { ids: [id] },
            reason: sayRun(isPaused ? "resumedByHand" : "pausedByHand"),
          },
          { onError: notifyFailure(t("bulk-actions:one.failed")) },
        )
      }
    >
      {t(`bulk-actions:one.${action}`)}
    </Button>
  );
}
