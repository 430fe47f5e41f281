import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { contactSummary } from "../../../../src/contract/api/contacts.ts";
import type { EventSummary } from "../../../../src/contract/api/history.ts";
import { get } from "../../api/client.ts";
import type { Wire } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";

interface Things {
  "/workflows": { name: string };
  "/templates": { name: string };
  "/contacts": Wire<ContactSummary>;
  "/events": Wire<EventSummary>;
}
type ContactSummary = z.input<typeof contactSummary>;

/** How something reads that is chosen by its id; the id itself until that is known. */
export function useNameOf<Path extends keyof Things>(
  path: Path,
  id: string,
  nameOf: (thing: Things[Path]) => string,
): string {
  const thing = useQuery({
    queryKey: ["name of", path, id],
    queryFn: ({ signal }) => get<Things[Path]>(`${path}/${id}`, {}, signal),
    enabled: id !== "",
    staleTime: 60_000,
    retry: false,
  });
  if (id === "") return "";
  if (thing.data !== undefined) return nameOf(thing.data);
  return thing.isError ? t("inputs:notFound", { id }) : "…";
}
