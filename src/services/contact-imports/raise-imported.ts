import type { ImportEvents } from "../../contract/contact-import.ts";
import { numbersOf } from "../../db/core/numeric-ids.ts";
import { registerTypes } from "../../db/events/bindings-for-events.ts";
import { required } from "../../domain/required.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import type { FoundImported } from "./find.ts";

const contactImported = "contactImported";

/** Of which import a page is, and on which line of its file each of its contacts stands. */
export interface ImportOrigin {
  importId: string;
  lines: readonly number[];
}

/**
 * Raises the event of contacts that an import has brought, in the transaction that takes them:
 * neither can be there without the other, and a row has one event however often its import is begun.
 */
export async function raiseImported(
  context: ServiceContext,
  taken: readonly FoundImported[],
  events: ImportEvents,
  { importId, lines }: ImportOrigin,
): Promise<void> {
  const chosen = taken.filter(
    ({ made }) => events === "both" || events === (made ? "made" : "changed"),
  );
  if (chosen.length === 0) return;
  await raiseEvents(
    context,
    chosen.map(({ index, contactId, made }) => {
      const line = required(lines[index], "the line of an imported contact");
      return {
        typeKey: contactImported,
        keyValue: contactId,
        params: { importId, line, outcome: made ? "made" : "changed" },
        identities: [],
        knownContactId: contactId,
        messageId: `${contactImported}/${importId}/${line}`,
        source: "import",
      };
    }),
  );
}

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
  await registerTypes(context.sql, [
    { id: newId(), key: typeKey, category: "import", source: "api" },
  ]);
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
