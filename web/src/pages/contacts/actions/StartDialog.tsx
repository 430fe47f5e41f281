import { Modal } from "@mantine/core";
import type { ContactDetails } from "../../../api/contacts.ts";
import { t } from "../../../i18n/i18n.ts";
import { nameOf } from "../contact-columns.tsx";
import { StartForm } from "./StartForm.tsx";

interface Props {
  contact: ContactDetails;
  opened: boolean;
  onClose(): void;
}

/** Starts a workflow for one contact. */
export function StartDialog({ contact, opened, onClose }: Props) {
  const title = t("contacts:start.title", { name: nameOf(contact) });
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      <StartForm contactId={contact.id} onClose={onClose} />
    </Modal>
  );
}
