import { contactById } from "../../db/contacts/contacts.ts";
import type { HeldPageRow, HeldRow } from "../../db/contacts/export-contact.ts";
import {
  heldEvents,
  heldMessages,
  heldOfContact,
  heldOrders,
  heldRuns,
} from "../../db/contacts/export-contact.ts";
import { consentLogOf } from "../../db/contacts/consent-log.ts";
import type { Sql } from "../../db/core/database.ts";
import type { ServiceContext } from "../context.ts";
import { noContact } from "./contacts.ts";

const atOnce = 200;
const first = "00000000-0000-0000-0000-000000000000";

/**
 * All that is held about a contact, a JSON object a line: `{"kind": …, "data": …}`.
 * @throws AppError `not_found`
 */
export async function exportContact(
  context: ServiceContext,
  contactId: string,
): Promise<AsyncGenerator<string>> {
  if ((await contactById(context.sql, contactId)) === null) throw noContact();
  return linesOf(context.sql, contactId);
}

async function* linesOf(sql: Sql, contactId: string): AsyncGenerator<string> {
  yield* (await heldOfContact(sql, contactId)).map(lineOf);
  let before: number | null = null;
  for (;;) {
    const entries = await consentLogOf(sql, contactId, atOnce, before);
    yield* entries.map((data) => lineOf({ kind: "consent", data: { ...data } }));
    before = entries.at(-1)?.id ?? null;
    if (entries.length < atOnce) break;
  }
  for (const read of [heldOrders, heldEvents, heldRuns]) {
    let behind = first;
    for (;;) {
      const rows: HeldPageRow[] = await read(sql, contactId, behind, atOnce);
      yield* rows.map(lineOf);
      behind = rows.at(-1)?.id ?? behind;
      if (rows.length < atOnce) break;
    }
  }
  let behind = { at: "1970-01-01T00:00:00Z", id: first };
  for (;;) {
    const rows = await heldMessages(sql, contactId, behind, atOnce);
    yield* rows.map(lineOf);
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) break;
    behind = { at: last.at, id: last.id };
  }
}

function lineOf({ kind, data }: HeldRow): string {
  return `${JSON.stringify({ kind, data })}\n`;
}
