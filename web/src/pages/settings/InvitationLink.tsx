import { Button, Group, Modal, Stack } from "@mantine/core";
import type { InvitedPerson } from "../../api/people.ts";
import { Secret } from "../../ui/Secret.tsx";
import { exactTime } from "../../ui/Time.tsx";

interface Props {
  invited: InvitedPerson | undefined;
  onClose(): void;
}

/** A link to pass on, shown this once. */
export function InvitationLink({ invited, onClose }: Props) {
  return (
    <Modal opened={invited !== undefined} onClose={onClose} title="A link to pass on">
      {invited !== undefined && (
        <Stack>
          <Secret
            value={invited.invitation.url}
            what="the link"
            note={`Send it to ${invited.person.name}. It opens once, until ${exactTime(invited.invitation.expiresAt)}, and lets them choose a password. It is not shown again.`}
          />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
