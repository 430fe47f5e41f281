import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WorkflowItem } from "../../api/workflows.ts";
import { RunsChoice } from "./RunsChoice.tsx";
import type { RunsChoice as Choice } from "./use-status.ts";
import { useStatus } from "./use-status.ts";

interface Props {
  workflow: Pick<WorkflowItem, "id" | "name" | "waiting">;
  to: "pause" | "archive";
  opened: boolean;
  onClose(): void;
}

const texts = {
  pause: {
    verb: "Pause",
    consequence:
      "Events start no more runs until you resume it. They are kept in the history as “workflow not active”, and are not made up for later.",
  },
  archive: {
    verb: "Archive",
    consequence:
      "It can never be started again. It stays readable, and can be duplicated into a new draft.",
  },
} as const;

/** Asks before a workflow starts nothing any more, and what becomes of its runs. */
export function StatusDialog({ workflow, to, opened, onClose }: Props) {
  const [runs, setRuns] = useState<Choice>("continue");
  const change = useStatus(workflow);
  const { verb, consequence } = texts[to];
  const confirm = () => {
    change.mutate({ to, runs });
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`${verb} “${workflow.name}”`}>
      <Stack>
        <Text size="sm">{consequence}</Text>
        {workflow.waiting > 0 && (
          <RunsChoice activeRuns={workflow.waiting} value={runs} onChange={setRuns} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color={to === "archive" ? "red.8" : undefined} onClick={confirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
