import { useQuery } from "@tanstack/react-query";
import { get } from "../../../api/client.ts";
import { eventTypeParamsQuery } from "../../../api/event-types.ts";
import { eventQuery } from "../../../api/events.ts";
import { useEventTypeId } from "../../../forms/pickers/use-event-type-id.ts";
import { newestEventQuery } from "../../../forms/message/use-newest-event.ts";
import type { ParamRow } from "./test-form.ts";
import { rowsOf, sampleOf } from "./test-form.ts";

/**
 * What events of a type really have: the newest one's params, and a row for each that any had. No rows
 * while the newest is being read: what was typed into one would take the place of all that it has.
 */
export function useSample(typeKey: string, params: Record<string, unknown> | null) {
  const typeId = useEventTypeId(typeKey);
  const newestId = useQuery(newestEventQuery(typeKey === "" ? undefined : typeKey));
  const event = useQuery({
    ...eventQuery(newestId.data ?? ""),
    enabled: typeof newestId.data === "string",
  });
  const { data: seen } = useQuery(eventTypeParamsQuery(typeId));
  const newest = event.data;
  const sample = sampleOf(newest?.type.key === typeKey ? newest : null);
  const left = Object.keys(newest?.params ?? {}).filter((name) => !(name in sample));
  const shown = params ?? sample;
  const isReading = params === null && (newestId.isLoading || event.isLoading);
  const rows: ParamRow[] | undefined = isReading
    ? undefined
    : rowsOf(shown, seen?.params ?? [], new Set(left));
  return { typeId, params: shown, rows };
}

interface Identity {
  kind: string;
  value: string;
}

/** Whom a contact is to an event: its identities. */
export function useIdentities(contactId: string): Identity[] | undefined {
  const { data } = useQuery({
    queryKey: ["contact", contactId, "identities"],
    queryFn: ({ signal }) =>
      get<{ identities: Identity[] }>(`/contacts/${contactId}`, {}, signal).then(
        ({ identities }) => identities,
      ),
    enabled: contactId !== "",
    staleTime: 30_000,
  });
  return data;
}
