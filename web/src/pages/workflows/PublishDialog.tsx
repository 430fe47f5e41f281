import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import type { Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import { DraftChanges } from "./DraftChanges.tsx";
import { Refusal } from "./Refusal.tsx";
import { ReviewMessages } from "./ReviewMessages.tsx";
import type { Placements } from "./placements.ts";
import type { PublishRunsChoice } from "./PublishRuns.tsx";
import { PublishRuns } from "./PublishRuns.tsx";
import { usePublish } from "./use-activate.ts";

interface Props {
  workflow: Workflow;
  opened: boolean;
  onClose(): void;
}

/** Says what a new version changes, and what becomes of the runs of the others. */
export function PublishDialog({ workflow, opened, onClose }: Props) {
  const [runs, setRuns] = useState<PublishRunsChoice>("continue");
  const [places, setPlaces] = useState<Placements>({});
  const publish = usePublish(workflow);
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const { id, draft, currentVersion, waiting, status } = workflow;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("workflow-review:publish.title", { version: (currentVersion ?? 0) + 1 })}
      size={600}
      fullScreen={isNarrow}
    >
      <Stack>
        <Text size="sm">
          {status === "active"
            ? t("workflow-review:publish.fromNow")
            : t("workflow-review:publish.onceActive")}
        </Text>
        <DraftChanges workflow={workflow} />
        <ReviewMessages workflowId={id} definition={draft} />
        {waiting > 0 && (
          <PublishRuns
            workflow={workflow}
            value={runs}
            onChange={setRuns}
            places={places}
            onPlaces={setPlaces}
          />
        )}
        <Refusal error={publish.error} workflow={workflow} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:cancel")}
          </Button>
          <Button
            loading={publish.isPending}
            onClick={() => publish.mutate({ runs, places }, { onSuccess: onClose })}
          >
            {t("workflow-review:publish.action")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
