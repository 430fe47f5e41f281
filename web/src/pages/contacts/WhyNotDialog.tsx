import { Anchor, Modal, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ContactPicker } from "../../forms/pickers/ContactPicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { ExplanationView } from "./ExplanationView.tsx";

interface Props {
  workflow: { id: string; name: string };
  opened: boolean;
  onClose(): void;
}

/** Asked within a workflow: why a contact got what it sends, or did not. */
export function WhyNotDialog({ workflow, opened, onClose }: Props) {
  const [contactId, setContactId] = useState("");
  const title = t("contacts:why.titleOf", { name: workflow.name });
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      <Stack>
        <ContactPicker
          label={t("contacts:contact")}
          placeholder={t("contacts:filter.searchHint")}
          clearable
          value={contactId}
          onChange={(id) => setContactId(id)}
        />
        {contactId === "" ? (
          <Text size="sm" c="dimmed">
            {t("contacts:why.hintOf")}
          </Text>
        ) : (
          <>
            <ExplanationView contactId={contactId} workflowId={workflow.id} isWithin />
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link
                  to="/contacts/$id"
                  params={{ id: contactId }}
                  search={{ why: workflow.id }}
                  {...props}
                />
              )}
            >
              {t("contacts:why.openContact")}
            </Anchor>
          </>
        )}
      </Stack>
    </Modal>
  );
}
