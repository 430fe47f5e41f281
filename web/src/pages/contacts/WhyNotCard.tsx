import { Stack, Text } from "@mantine/core";
import type { ContactDetails } from "../../api/contacts.ts";
import { WorkflowPicker } from "../../forms/pickers/WorkflowPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { Card } from "./Card.tsx";
import { ExplanationView } from "./ExplanationView.tsx";

interface Props {
  contact: ContactDetails;
  workflowId: string | undefined;
  onChange(workflowId: string | undefined): void;
}

/** Why they got what a workflow sends, or did not. */
export function WhyNotCard({ contact, workflowId, onChange }: Props) {
  return (
    <Card title={t("contacts:why.title")}>
      <Stack gap="sm">
        <WorkflowPicker
          label={t("contacts:why.workflow")}
          clearable
          hasArchived
          value={workflowId ?? ""}
          onChange={(chosen) => onChange(chosen || undefined)}
        />
        {workflowId === undefined ? (
          <Text size="sm" c="dimmed">
            {t("contacts:why.hint")}
          </Text>
        ) : (
          <ExplanationView contactId={contact.id} workflowId={workflowId} />
        )}
      </Stack>
    </Card>
  );
}
