import type { InvitedPerson } from "../../api/people.ts";
import { SecretDialog } from "../../ui/SecretDialog.tsx";
import { exactTime } from "../../ui/format-time.ts";

interface Props {
  invited: InvitedPerson | undefined;
  onClose(): void;
}

/** A link to pass on, shown this once. */
export function InvitationLink({ invited, onClose }: Props) {
  if (invited === undefined) return null;
  const { person, invitation } = invited;
  return (
    <SecretDialog
      opened
      title="A link to pass on"
      value={invitation.url}
      what="the link"
      note={`Send it to ${person.name}. It opens once, until ${exactTime(invitation.expiresAt)}, and lets them choose a password. It is not shown again.`}
      onClose={onClose}
    />
  );
}
