import { Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { remove } from "../../../api/client.ts";
import type { ContactDetails } from "../../../api/contacts.ts";
import { t } from "../../../i18n/i18n.ts";
import { ConfirmDialog } from "../../../ui/ConfirmDialog.tsx";
import { notifyDone } from "../../../ui/notify.ts";
import { nameOf } from "../contact-columns.tsx";
import { forgetContact } from "./forget-contact.ts";

interface Props {
  contact: ContactDetails;
  opened: boolean;
  onClose(): void;
}

/** Erases a person for good, once who they are was typed. */
export function EraseDialog({ contact, opened, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const erasing = useMutation({
    mutationFn: () => remove(`/contacts/${contact.id}`),
    onSuccess: async () => {
      notifyDone(t("contacts:erase.done"));
      await navigate({ to: "/contacts", search: {} });
      await forgetContact(queryClient, contact.id);
    },
  });
  const close = () => {
    setTyped("");
    erasing.reset();
    onClose();
  };
  // What people can read off the page; ids begin alike.
  const word = contact.email ?? contact.phone ?? contact.id.slice(-6);
  return (
    <ConfirmDialog
      opened={opened}
      title={t("contacts:erase.title", { name: nameOf(contact) })}
      action={t("contacts:erase.action")}
      isDangerous
      isPending={erasing.isPending}
      isDisabled={typed.trim().toLowerCase() !== word.toLowerCase()}
      error={erasing.error}
      onConfirm={() => erasing.mutate()}
      onClose={close}
    >
      <Stack gap="sm">
        <Text size="sm">{t("contacts:erase.meaning")}</Text>
        <TextInput
          label={t("contacts:erase.type", { word })}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
