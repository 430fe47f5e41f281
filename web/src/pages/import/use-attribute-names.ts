import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FactPaths } from "../../../../src/contract/api/fact-paths.ts";
import { get } from "../../api/client.ts";

const prefix = "contact.attributes.";

const query = queryOptions({
  queryKey: ["fact-paths"],
  queryFn: ({ signal }) => get<FactPaths>("/fact-paths", {}, signal),
  staleTime: 60_000,
});

/** The attributes that contacts have, as they were seen lately: what is known of them so far. */
export function useAttributeNames(): string[] {
  return namesIn(useQuery(query).data);
}

/** Asks for the attributes that contacts have, and waits for them; none where that fails. */
export function useAskAttributeNames(): () => Promise<string[]> {
  const client = useQueryClient();
  return async () => namesIn(await client.ensureQueryData(query).catch(() => undefined));
}

function namesIn(facts: FactPaths | undefined): string[] {
  const paths = facts?.groups.find(({ root }) => root === "contact")?.paths ?? [];
  return paths.flatMap(({ path }) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []));
}
