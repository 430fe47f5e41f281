import { ActionIcon, Menu, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBan, IconDots, IconLink, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../../api/client.ts";
import type { InvitedPerson, Person } from "../../api/people.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { notifyFailure } from "../../ui/notify.ts";

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
    onError: notifyFailure("It was not changed"),
    onSettled: refresh,
  });
  const invite = useMutation({
    mutationFn: () => post<InvitedPerson>(`/people/${person.id}/invitation`),
    onSuccess: onInvitation,
    onError: notifyFailure("No link was created"),
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
          <ActionIcon variant="subtle" color="gray" aria-label={`More about ${person.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => invite.mutate()}>
            {person.state === "invited" ? "Create a new invitation" : "Link for a new password"}
          </Menu.Item>
          <Menu.Item leftSection={<IconBan size={16} />} onClick={() => toggle.mutate()}>
            {isDisabled ? "Enable" : "Disable"}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={open}>
            Remove …
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={isRemoving}
        title={`Remove ${person.name}?`}
        action="Remove"
        isDangerous
        isPending={removal.isPending}
        error={removal.error}
        onConfirm={() => removal.mutate()}
        onClose={() => {
          removal.reset();
          close();
        }}
      >
        <Text size="sm">
          Their browsers are signed out at once. What they built stays. To give them access again,
          send a new invitation.
        </Text>
      </ConfirmDialog>
    </>
  );
}
