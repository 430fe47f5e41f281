import { ActionIcon, Menu, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBan, IconDots, IconLink, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../../api/client.ts";
import type { InvitedPerson, Person } from "../../api/people.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";

interface Props {
  person: Person;
  onInvitation(invited: InvitedPerson): void;
}

export function PersonMenu({ person, onInvitation }: Props) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["/people"] });
  const [isRemoving, { open, close }] = useDisclosure();
  const isDisabled = person.state === "disabled";
  const toggle = useMutation({
    mutationFn: () => patch(`/people/${person.id}`, { disabled: !isDisabled }),
    onError: notifyFailure(t("settings-people:menu.notChanged")),
    onSettled: refresh,
  });
  const invite = useMutation({
    mutationFn: () => post<InvitedPerson>(`/people/${person.id}/invitation`),
    onSuccess: onInvitation,
    onError: notifyFailure(t("settings-people:menu.noLink")),
    onSettled: refresh,
  });
  const removal = useMutation({
    mutationFn: () => remove(`/people/${person.id}`),
    onSuccess: () => {
      close();
      return refresh();
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("settings-people:menu.of", { name: person.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => invite.mutate()}>
            {person.state === "invited"
              ? t("settings-people:menu.invitation")
              : t("settings-people:menu.password")}
          </Menu.Item>
          <Menu.Item leftSection={<IconBan size={16} />} onClick={() => toggle.mutate()}>
            {isDisabled ? t("settings-people:menu.enable") : t("settings-people:menu.disable")}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={open}>
            {t("settings-people:menu.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={isRemoving}
        title={t("settings-people:remove.title", { name: person.name })}
        action={t("settings-people:remove.action")}
        isDangerous
        isPending={removal.isPending}
        error={removal.error}
        onConfirm={() => removal.mutate()}
        onClose={() => {
          removal.reset();
          close();
        }}
      >
        <Text size="sm">{t("settings-people:remove.hint")}</Text>
      </ConfirmDialog>
    </>
  );
}
