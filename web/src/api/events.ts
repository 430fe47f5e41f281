import { queryOptions, useMutation } from "@tanstack/react-query";
import type { z } from "zod";
import type { eventAnswer } from "../../../src/contract/api/event.ts";
import type {
  EventDetails as EventDetailsAnswer,
  EventSummary as EventSummaryAnswer,
} from "../../../src/contract/api/history.ts";
import type { CreatedApiKey } from "./api-keys.ts";
import { get, post } from "./client.ts";
import type { Wire } from "./wire.ts";

export type EventItem = Wire<EventSummaryAnswer>;
export type EventDetails = Wire<EventDetailsAnswer>;
export type Decision = EventDetails["decisions"][number];
export type EventAnswer = Wire<z.input<typeof eventAnswer>>;

/** An event by its id. */
export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: ["event", id],
    queryFn: ({ signal }) => get<EventDetails>(`/events/${id}`, {}, signal),
  });

export interface TestEvent {
  eventTypeKey: string;
  keyValue?: string;
  params: Record<string, unknown>;
  contact?: Partial<Record<"contactId" | "email" | "phone" | "pushToken" | "anonymousId", string>>;
}

export function useSendEvent() {
  return useMutation({ mutationFn: (event: TestEvent) => post<EventAnswer>("/event", event) });
}

/** A key that may send and nothing else, for a snippet. */
export function useCreateSendKey() {
  return useMutation({
    mutationFn: (name: string) => post<CreatedApiKey>("/api-keys", { name, scopes: ["send"] }),
  });
}
