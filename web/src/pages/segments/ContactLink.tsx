import { Text } from "@mantine/core";
import type { Contact } from "../../api/contacts.ts";
import { contactName } from "../../api/contacts.ts";

/** A contact as people call it, with its e-mail where that says more. */
export function ContactLink({ contact }: { contact: Contact }) {
  const name = contactName(contact);
  return (
    <Text size="sm" truncate title={contact.id}>
      {name}
      {contact.email !== null && contact.email !== name && (
        <Text span size="xs" c="dimmed" ml={6}>
          {contact.email}
        </Text>
      )}
    </Text>
  );
}
