import { v7 } from "uuid";
import { registerTypes } from "../../db/events/bindings-for-events.ts";
import type { Sql } from "../../db/core/database.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import type { IngestInTransaction } from "../events/keep-events.ts";
import type { FoundImported } from "./find.ts";

/**
 * Raises an event for each contact that an import made, in the transaction that makes it: neither
 * can be there without the other. Its key is the contact's number.
 * @returns whether there may be work for the dispatcher
 */
export async function raiseForNew(
  sql: Sql,
  keepEvents: IngestInTransaction,
  taken: readonly FoundImported[],
  typeKey: string | null,
): Promise<boolean> {
  const fresh = taken.filter(({ made }) => made);
  if (typeKey === null || fresh.length === 0) return false;
  // Before ingest would, as what it is.
  await registerTypes(sql, [{ id: v7(), key: typeKey, category: "import", source: "api" }]);
  const numbers = await numbersOf(
    sql,
    "contact",
    fresh.map(({ contactId }) => contactId),
  );
  await keepEvents(
    sql,
    fresh.map(({ contactId, contact }) => ({
      typeKey,
      keyValue: String(numbers.get(contactId)),
      params: Object.fromEntries(contact.identities.map(({ kind, value }) => [kind, value])),
      identities: [],
      knownContactId: contactId,
      source: "import",
    })),
  );
  return true;
}
