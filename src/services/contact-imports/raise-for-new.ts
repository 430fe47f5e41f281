import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import { v7 } from "uuid";
import { registerTypes } from "../../db/events/bindings-for-events.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import type { FoundImported } from "./find.ts";

/**
 * Raises an event for each contact that an import made, in the transaction that makes it: neither
 * can be there without the other. Its key is the contact's number.
 */
export async function raiseForNew(
  context: ServiceContext,
  taken: readonly FoundImported[],
  typeKey: string | null,
): Promise<void> {
  const fresh = taken.filter(({ made }) => made);
  if (typeKey === null || fresh.length === 0) return;
  // Before ingest would, as what it is.
  await registerTypes(context.sql, [{ id: v7(), key: typeKey, category: "import", source: "api" }]);
  const numbers = await numbersOf(
    context.sql,
    "contact",
    fresh.map(({ contactId }) => contactId),
  );
  await raiseEvents(
    context,
    fresh.map(({ contactId, contact }) => ({
      typeKey,
      keyValue: String(numbers.get(contactId)),
      params: Object.fromEntries(contact.identities.map(({ kind, value }) => [kind, value])),
      identities: [],
      knownContactId: contactId,
      source: "import",
    })),
  );
}
