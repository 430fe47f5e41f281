import { Group } from "@mantine/core";
import type { EventItem } from "../../api/events.ts";
import { Copy } from "../../ui/Copy.tsx";

/** Whether the event named a contact, and whether it was known. */
export function EventContact({ event }: { event: Pick<EventItem, "contactId" | "contactMade"> }) {
  const { contactId, contactMade } = event;
  if (contactId === null) return <span>none</span>;
  return (
    <Group gap={2} wrap="nowrap" component="span" display="inline-flex">
      <span style={{ whiteSpace: "nowrap" }}>{contactMade ? "new" : "known"}</span>
      <Copy value={contactId} what="the contact's id" />
    </Group>
  );
}
