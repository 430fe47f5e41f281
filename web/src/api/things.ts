import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { contactSummary } from "../../../src/contract/api/contacts.ts";
import type { EventSummary } from "../../../src/contract/api/history.ts";
import { get } from "./client.ts";
import type { Wire } from "./wire.ts";

/** What is chosen by its id, by the path that it is read at. */
export interface Things {
  "/workflows": { name: string };
  "/templates": { name: string };
  "/contacts": Wire<z.input<typeof contactSummary>>;
  "/events": Wire<EventSummary>;
}

/** A thing that a picker names; none is asked for while its id is empty. */
export const thingQuery = <Path extends keyof Things>(path: Path, id: string) =>
  queryOptions({
    queryKey: ["name of", path, id],
    queryFn: ({ signal }) => get<Things[Path]>(`${path}/${id}`, {}, signal),
    enabled: id !== "",
    staleTime: 60_000,
    retry: false,
  });
