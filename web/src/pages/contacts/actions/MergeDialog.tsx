import { Modal } from "@mantine/core";
import type { ContactDetails } from "../../../api/contacts.ts";
import { t } from "../../../i18n/i18n.ts";
import { MergeForm } from "./MergeForm.tsx";

interface Props {
  contact: ContactDetails;
  opened: boolean;
  onClose(): void;
}

/** Makes one contact of two. */
export function MergeDialog({ contact, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("contacts:merge.title")} size="lg">
      <MergeForm contact={contact} onClose={onClose} />
    </Modal>
  );
}
