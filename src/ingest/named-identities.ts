import { findWorkspace } from "../db/core/workspace.ts";
import type { Sql } from "../db/core/database.ts";
import type { Identity } from "../domain/identity.ts";
import type { IgnoredIdentity } from "../domain/nameless-ids.ts";
import { whyNameless } from "../domain/nameless-ids.ts";

interface SplitIdentities {
  named: Identity[];
  ignored: IgnoredIdentity[];
}

type SplitIdentitiesOf = (identities: readonly Identity[]) => SplitIdentities;

/** Tells ids that name somebody from those that don't, by the product's list and the account's. */
export async function identitySplitter(
  sql: Sql,
  known?: readonly string[],
): Promise<SplitIdentitiesOf> {
  return splitBy(known ?? (await findWorkspace(sql)).ignoredIds);
}

/** The same, of the account's list that the caller has read. */
export function splitBy(ignoredIds: readonly string[]): SplitIdentitiesOf {
  return (identities) => {
    const split: SplitIdentities = { named: [], ignored: [] };
    for (const identity of identities) {
      const reason = whyNameless(identity, ignoredIds);
      if (reason === null) split.named.push(identity);
      else split.ignored.push({ ...identity, reason });
    }
    return split;
  };
}
