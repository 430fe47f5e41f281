import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconExternalLink,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconRefresh,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Run } from "../../api/runs.ts";
import { runQuery } from "../../api/runs.ts";
import { useMay } from "../../api/session.ts";
import { openVisit } from "./model/path.ts";
import { PauseButton } from "../bulk-actions/PauseButton.tsx";
import { RetryRunDialog } from "./RetryRunDialog.tsx";
import { SkipWaitDialog } from "./SkipWaitDialog.tsx";
import { StopRunDialog } from "./StopRunDialog.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  run: Run;
  names: ReadonlyMap<string, string>;
}

/** What can be done with a run by hand: only what it is in the state for. */
export function RunActions({ run, names }: Props) {
  const mayManage = useMay("manage");
  const [isStopping, stop] = useDisclosure();
  const [isSkipping, skip] = useDisclosure();
  const [isRetrying, retry] = useDisclosure();
  const client = useQueryClient();
  // What is published meanwhile changes nothing of a run, so that no notice of it has come.
  const openRetry = () => {
    void client.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
    retry.open();
  };
  const isActive = run.status === "pending" || run.status === "running";
  const isStopped = run.stops.some(({ state }) => state === "pending");
  const open = run.status === "running" ? openVisit(run.visits) : undefined;
  // A message that is held back waits for its place, which nobody can skip.
  const wait = open?.outcome["state"] === "held" ? undefined : open;

  return (
    <>
      {run.temporalUrl !== null && (
        <Button
          component="a"
          href={run.temporalUrl}
          target="_blank"
          rel="noreferrer"
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          rightSection={<IconExternalLink size={14} aria-hidden />}
        >
          {t("runs:action.temporal")}
        </Button>
      )}
      {mayManage && wait !== undefined && !isStopped && (
        <Button
          variant="default"
          leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
          onClick={skip.open}
        >
          {t("runs:action.skip")}
        </Button>
      )}
      {mayManage && isActive && <PauseButton run={run} />}
      {mayManage && isActive && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={isStopped}
          onClick={stop.open}
        >
          {t("runs:action.stop")}
        </Button>
      )}
      {mayManage && run.status === "failed" && (
        <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={openRetry}>
          {t("runs:action.retry")}
        </Button>
      )}
      <StopRunDialog runId={run.id} opened={isStopping} onClose={stop.close} />
      {wait !== undefined && (
        <SkipWaitDialog
          run={run}
          wait={wait}
          names={names}
          opened={isSkipping}
          onClose={skip.close}
        />
      )}
      <RetryRunDialog run={run} names={names} opened={isRetrying} onClose={retry.close} />
    </>
  );
}
