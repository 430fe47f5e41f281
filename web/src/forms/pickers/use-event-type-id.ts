import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import type { WirePage } from "../../api/wire.ts";

/** The id of the event type with a key; undefined while there is none. */
export function useEventTypeId(key: string): string | undefined {
  const { data } = useQuery({
    queryKey: ["event-types", "by key", key],
    queryFn: ({ signal }) =>
      get<WirePage<{ id: string; key: string }>>(
        "/event-types",
        { search: key, limit: 100 },
        signal,
      ).then(({ items }) => items.find((type) => type.key === key)?.id ?? null),
    enabled: key !== "",
    staleTime: 60_000,
  });
  return data ?? undefined;
}
