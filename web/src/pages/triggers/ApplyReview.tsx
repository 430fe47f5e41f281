import { Button, Group, Stack, Text } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import type { PlannedChange } from "../../api/workflow-history.ts";
import { OutlookText } from "./OutlookText.tsx";
import type { ApplyRequest } from "./model/trigger-state.ts";

interface Props {
  workflowId: string;
  requests: readonly ApplyRequest[];
  isApplying: boolean;
  onApply(): void;
  onBack(): void;
}

/** Asked before what is live changes: what each of the changes will mean. */
export function ApplyReview({ workflowId, requests, isApplying, onApply, onBack }: Props) {
  return (
    <Stack>
      <Text fw={600}>{t("triggers:ask.apply")}</Text>
      <Text size="sm">{t("triggers:ask.applyLead")}</Text>
      {requests.map((request) => {
        const planned = plannedBy(request);
        const key = `${request.does} ${request.at}`;
        return planned === null ? (
          <Text key={key} size="sm">
            {t("triggers:outlook.rules")}
          </Text>
        ) : (
          <OutlookText key={key} workflowId={workflowId} planned={planned} />
        );
      })}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onBack}>
          {t("triggers:ask.back")}
        </Button>
        <Button data-autofocus loading={isApplying} onClick={onApply}>
          {t("triggers:ask.applyNow")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Null of the stop rules, which are not counted by launches. */
function plannedBy(request: ApplyRequest): PlannedChange | null {
  if (request.does === "rules") return null;
  if (request.does === "create") return { does: "create", binding: request.body };
  const { bindingId } = request;
  return request.does === "remove"
    ? { does: "delete", bindingId }
    : { does: "update", bindingId, change: request.body };
}
