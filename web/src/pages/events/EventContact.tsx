import type { EventItem } from "../../api/events.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  event: Pick<EventItem, "contactId" | "contactName" | "contactMade">;
}

/** Whom the event named, and whether it was the first that was heard of them. */
export function EventContact({ event: { contactId, contactName, contactMade } }: Props) {
  if (contactId === null) return <span>{t("events:contact.none")}</span>;
  return (
    <>
      <ContactLabel contact={{ contactId, contactName }} />
      {contactMade && ` (${t("events:contact.new")})`}
    </>
  );
}
