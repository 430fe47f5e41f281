import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";
import { isDeepStrictEqual } from "node:util";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import type { Sql } from "../../db/core/database.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import { isTypeUsed } from "../../db/events/event-type-use.ts";
import type { ServiceContext } from "../context.ts";

/** The key of the event that a changed contact raises. */
export const contactFieldChanged = "contactFieldChanged";

type Fields = Pick<
  ContactRow,
  "email" | "phone" | "firstName" | "lastName" | "language" | "timeZone" | "attributes"
>;

export interface ContactChanged {
  contactId: string;
  before: Fields;
  after: Fields;
  /** One more than the hops of the run that changed it, if one did. */
  hops?: number;
}

/**
 * Raises the event of changed contacts, in the transaction that changes them, and only when
 * something is bound to it or waits for it: otherwise it costs one look at an index.
 * @returns whether there may be work for the dispatcher (`notifyDispatchers`, after the commit)
 */
export async function raiseContactChanges(
  sql: Sql,
  changes: readonly ContactChanged[],
): Promise<boolean> {
  const events = changes.flatMap(({ contactId, before, after, hops }) => {
    const params = changedFields(before, after);
    return params.fields.length === 0 ? [] : [{ contactId, params, hops }];
  });
  if (events.length === 0 || !(await isTypeUsed(sql, contactFieldChanged))) return false;
  await ingestInTransaction(
    sql,
    events.map(({ contactId, params, hops }) => ({
      typeKey: contactFieldChanged,
      keyValue: contactId,
      params: { ...params },
      identities: [],
      knownContactId: contactId,
      source: "contact",
      ...(hops !== undefined && { hops }),
    })),
  );
  return true;
}

/** The same for a service, which thereby tells the dispatchers after its commit. */
export async function announceContactChanges(
  context: ServiceContext,
  changes: readonly ContactChanged[],
): Promise<void> {
  if (await raiseContactChanges(context.sql, changes)) await context.afterCommit(notifyDispatchers);
}

/**
 * What differs between two states of a contact: attributes by their own names, so that a filter
 * asks for "city" as for "email"; a field of the profile goes before an attribute of its name.
 */
function changedFields(
  before: Fields,
  after: Fields,
): { fields: string[]; old: Record<string, unknown>; new: Record<string, unknown> } {
  const [old, current] = [flat(before), flat(after)];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(current)])].filter(
    (name) => !isDeepStrictEqual(old[name] ?? null, current[name] ?? null),
  );
  const only = (from: Record<string, unknown>) =>
    Object.fromEntries(fields.map((name) => [name, from[name] ?? null]));
  return { fields, old: only(old), new: only(current) };
}

function flat(contact: Fields): Record<string, unknown> {
  const { attributes, email, phone, firstName, lastName, language, timeZone } = contact;
  return { ...attributes, email, phone, firstName, lastName, language, timeZone };
}
