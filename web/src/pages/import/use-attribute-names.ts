import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { FactPaths } from "../../../../src/contract/api/fact-paths.ts";
import { factPathsQuery } from "../../api/fact-paths.ts";

const prefix = "contact.attributes.";

/** The attributes that contacts have, as they were seen lately: what is known of them so far. */
export function useAttributeNames(): string[] {
  return namesIn(useQuery(factPathsQuery).data);
}

/** Asks for the attributes that contacts have, and waits for them; none where that fails. */
export function useAskAttributeNames(): () => Promise<string[]> {
  const client = useQueryClient();
  return async () => namesIn(await client.ensureQueryData(factPathsQuery).catch(() => undefined));
}

function namesIn(facts: FactPaths | undefined): string[] {
  const paths = facts?.groups.find(({ root }) => root === "contact")?.paths ?? [];
  return paths.flatMap(({ path }) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []));
}
