import type { EventItem } from "../../api/events.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";

interface Props {
  event: Pick<EventItem, "contactId" | "contactName" | "contactMade">;
}

/** Whom the event named, and whether it was the first that was heard of them. */
export function EventContact({ event: { contactId, contactName, contactMade } }: Props) {
  if (contactId === null) return <span>none</span>;
  return (
    <>
      <ContactLabel contact={{ contactId, contactName }} />
      {contactMade && " (new)"}
    </>
  );
}
