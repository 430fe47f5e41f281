import type { InvitedPerson } from "../../api/people.ts";
import { SecretDialog } from "../../ui/SecretDialog.tsx";
import { exactTime } from "../../ui/format-time.ts";
import { t } from "../../i18n/i18n.ts";

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
      title={t("settings-people:link.title")}
      value={invitation.url}
      what={t("settings-people:link.the")}
      note={t("settings-people:link.note", {
        name: person.name,
        time: exactTime(invitation.expiresAt),
      })}
      onClose={onClose}
    />
  );
}
