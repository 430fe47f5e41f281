import { useQuery } from "@tanstack/react-query";
import type { FactPaths } from "../../../../src/contract/api/fact-paths.ts";
import { get } from "../../api/client.ts";

const prefix = "contact.attributes.";

/** The attributes that contacts have, as they were seen lately. */
export function useAttributeNames(): string[] {
  const { data } = useQuery({
    queryKey: ["fact-paths"],
    queryFn: ({ signal }) => get<FactPaths>("/fact-paths", {}, signal),
    staleTime: 60_000,
  });
  const paths = data?.groups.find(({ root }) => root === "contact")?.paths ?? [];
  return paths.flatMap(({ path }) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []));
}
