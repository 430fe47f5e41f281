import { useNewestEvent } from "../../../forms/message/use-newest-event.ts";

/** Whom a template is shown for, and sent as: an event of a type, and a contact. */
export interface Subject {
  typeKey: string;
  eventId: string;
  contactId: string;
}

export const nobody: Subject = { typeKey: "", eventId: "", contactId: "" };

/** The event that was chosen; of a type alone, its newest. "" for none. */
export function useShownEvent({ typeKey, eventId }: Subject): string {
  const newest = useNewestEvent(typeKey || undefined);
  if (eventId !== "") return eventId;
  return typeKey === "" ? "" : (newest ?? "");
}
