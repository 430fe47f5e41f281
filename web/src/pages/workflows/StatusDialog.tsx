import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WorkflowItem } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { RunsChoice } from "./RunsChoice.tsx";
import type { RunsChoice as Choice } from "./use-status.ts";
import { useStatus } from "./use-status.ts";

interface Props {
  workflow: Pick<WorkflowItem, "id" | "name" | "waiting">;
  to: "pause" | "archive";
  opened: boolean;
  onClose(): void;
}

/** Asks before a workflow starts nothing any more, and what becomes of its runs. */
export function StatusDialog({ workflow, to, opened, onClose }: Props) {
  const [runs, setRuns] = useState<Choice>("continue");
  const change = useStatus(workflow);
  const { name } = workflow;
  const confirm = () => {
    change.mutate({ to, runs });
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t(`workflows:status.${to}Title`, { name })}>
      <Stack>
        <Text size="sm">{t(`workflows:status.${to}Text`)}</Text>
        {workflow.waiting > 0 && (
          <RunsChoice<Choice> activeRuns={workflow.waiting} value={runs} onChange={setRuns} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:cancel")}
          </Button>
          <Button color={to === "archive" ? "red.8" : undefined} onClick={confirm}>
            {t(`workflows:menu.${to}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
