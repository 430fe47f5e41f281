import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { patch } from "../../api/client.ts";
import type { ContactDetails } from "../../api/contacts.ts";
import { TimeZonePicker } from "../../forms/pickers/TimeZonePicker.tsx";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { useTextFields } from "../../ui/use-text-fields.ts";
import { AttributeFields } from "./AttributeFields.tsx";
import { attributeRows, changedAttributes } from "./attribute-rows.ts";

interface Props {
  contact: ContactDetails;
  opened: boolean;
  onClose(): void;
}

const names = ["firstName", "lastName", "email", "phone", "language"] as const;

/** Changes what is known of a contact. */
export function EditContactDialog({ contact, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("contacts:edit.title")} size="lg">
      <EditContactForm contact={contact} onClose={onClose} />
    </Modal>
  );
}

/** Only what differs is sent. */
function EditContactForm({ contact, onClose }: Omit<Props, "opened">) {
  const queryClient = useQueryClient();
  const { values, field } = useTextFields({
    firstName: contact.firstName ?? "",
    lastName: contact.lastName ?? "",
    email: contact.email ?? "",
    phone: contact.phone ?? "",
    language: contact.language ?? "",
  });
  const [timeZone, setTimeZone] = useState(contact.timeZone ?? "");
  const [rows, setRows] = useState(() => attributeRows(contact.attributes));
  const saving = useMutation({
    mutationFn: (change: Record<string, unknown>) =>
      patch<ContactDetails>(`/contacts/${contact.id}`, change),
    onSuccess: async () => {
      notifyDone(t("contacts:edit.done"));
      onClose();
      await queryClient.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const change: Record<string, unknown> = {};
    for (const name of names) {
      const text = values[name].trim();
      if (text !== (contact[name] ?? "")) change[name] = text === "" ? null : text;
    }
    if (timeZone !== (contact.timeZone ?? "")) change["timeZone"] = timeZone || null;
    const attributes = changedAttributes(contact.attributes, rows);
    if (Object.keys(attributes).length > 0) change["attributes"] = attributes;
    if (Object.keys(change).length === 0) onClose();
    else saving.mutate(change);
  };
  const faultOf = (name: string) =>
    saving.error instanceof ApiError
      ? saving.error.fieldErrors.find(({ path }) => path === name)?.message
      : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {names.map((name, index) => (
            <TextInput
              key={name}
              label={t(`contacts:edit.${name}`)}
              maxLength={name === "email" ? 320 : 200}
              data-autofocus={index === 0 || undefined}
              error={faultOf(name)}
              {...field(name)}
            />
          ))}
          <TimeZonePicker
            label={t("contacts:profile.timeZone")}
            clearable
            value={timeZone}
            onChange={setTimeZone}
          />
        </SimpleGrid>
        <AttributeFields rows={rows} onChange={setRows} />
        <FormError error={saving.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("app:action.cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {t("contacts:edit.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
