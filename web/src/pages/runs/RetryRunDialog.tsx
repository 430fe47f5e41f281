import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { RetryBody, Run } from "../../api/runs.ts";
import { useRetryRun } from "../../api/runs.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { RadioChoice } from "../../ui/RadioChoice.tsx";
import { notifyFailure } from "../../ui/notify.ts";
import { failureOf, versionLabel } from "./run-labels.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  run: Run;
  names: ReadonlyMap<string, string>;
  opened: boolean;
  onClose(): void;
}

type Version = "own" | "current";

/** Asks from where a failed run is to go on, and where another version is published, in which. */
export function RetryRunDialog({ run, names, opened, onClose }: Props) {
  const { currentVersion: current, version } = run;
  const [from, setFrom] = useState<RetryBody["from"]>("failedBlock");
  const [chosen, setChosen] = useState<Version>();
  const retry = useRetryRun(run.id);
  const block = failureOf(run.error)?.block;
  const fromBlock =
    block === undefined
      ? t("runs:retry.fromFailed")
      : t("runs:retry.fromBlock", { name: names.get(block) ?? block });
  const isGone = from === "failedBlock" && current?.hasFailedBlock === false;
  // What has failed was mended by publishing, as a rule. A draft may be newer than what is published.
  const isMended = current !== null && current.number > version && version > 0;
  const usual = isMended ? "current" : "own";
  const inVersion: Version = isGone ? "own" : (chosen ?? usual);
  const confirm = () => {
    const other = inVersion === "current" && current !== null ? { toVersion: current.number } : {};
    retry.mutate({ from, ...other }, { onError: notifyFailure(t("runs:retry.failed")) });
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={t("runs:retry.title")}
      action={t("runs:action.retry")}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("runs:retry.hint")}</Text>
        <RadioChoice
          label={t("runs:retry.from")}
          value={from}
          onChange={setFrom}
          choices={[
            { value: "failedBlock", label: fromBlock, hint: t("runs:retry.fromBlockHint") },
            { value: "start", label: t("runs:retry.start"), hint: t("runs:retry.startHint") },
          ]}
        />
        {current !== null && (
          <RadioChoice
            label={t("runs:retry.version")}
            value={inVersion}
            onChange={setChosen}
            choices={[
              {
                value: "current",
                label: t("runs:retry.inCurrent", { version: current.number }),
                hint: t(isGone ? "runs:retry.blockGone" : "runs:retry.inCurrentHint"),
                isOff: isGone,
              },
              {
                value: "own",
                label: t("runs:retry.inOwn", { version: versionLabel(version) }),
                hint: t("runs:retry.inOwnHint"),
              },
            ]}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
