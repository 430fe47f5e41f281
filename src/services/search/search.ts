import { isUuid } from "../../domain/uuid.ts";
import { channels } from "../../channels/registry.ts";
import { sentenceLabel } from "../../channels/description.ts";
import type { SearchAnswer, SearchHit, SearchKind } from "../../contract/api/search.ts";
import { searchKinds } from "../../contract/api/search.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { findContacts } from "../../db/contacts/contact-search.ts";
import type { FoundByName } from "../../db/core/found-by-name.ts";
import {
  foundById,
  foundByName,
  foundLately,
  namedKinds,
  ordersBeginning,
} from "../../db/core/found-by-name.ts";
import type { ServiceContext } from "../context.ts";

const most = 5;
/** Kinds that only some may see, as the lists of them are. */
const scopeOf: Partial<Record<SearchKind, Scope>> = { source: "manage", channel: "admin" };

/** Looks for a text over everything that the caller may see: a few of each kind. */
export async function search(
  { sql }: ServiceContext,
  query: string,
  scopes: readonly Scope[],
): Promise<SearchAnswer> {
  const maySee = (kind: SearchKind): boolean => {
    const scope = scopeOf[kind];
    return scope === undefined || scopes.includes(scope);
  };
  if (query === "") {
    const { workflow, eventType } = await foundLately(sql, most);
    return { hits: [...hits("workflow", workflow), ...hits("eventType", eventType)] };
  }
  const [contacts, orders, byId, ...byName] = await Promise.all([
    findContacts(sql, { identities: [], search: query }, most, null),
    ordersBeginning(sql, query, most),
    isUuid(query) ? foundById(sql, query) : [],
    ...namedKinds
      .filter(maySee)
      .map(async (kind) => hits(kind, await foundByName(sql, kind, query, most))),
  ]);
  const itself = isUuid(query)
    ? await findContacts(sql, { identities: [{ kind: "contactId", value: query }] }, most, null)
    : { rows: [] };
  const people = new Map(
    [...itself.rows, ...contacts.rows].map((contact) => [contact.id, contact]),
  );
  const found: SearchHit[] = [
    ...byId,
    ...[...people.values()].slice(0, most).map(contactHit),
    ...hits("order", orders),
    ...byName.flat(),
    ...(maySee("channel") ? channelsNamed(query) : []),
  ];
  return { hits: found.toSorted((a, b) => placeOf(a) - placeOf(b)) };
}

function hits(kind: SearchKind, rows: readonly FoundByName[]): SearchHit[] {
  return rows.map((row) => ({ kind, ...row }));
}

function placeOf({ kind }: SearchHit): number {
  return searchKinds.indexOf(kind);
}

function contactHit({ id, firstName, lastName, email, phone }: ContactRow): SearchHit {
  const name = [firstName, lastName].filter((part) => part !== null && part !== "").join(" ");
  const [title = id, ...rest] = [name, email, phone].filter((part) => part !== null && part !== "");
  return { kind: "contact", id, title: title ?? id, detail: rest[0] ?? null };
}

function channelsNamed(query: string): SearchHit[] {
  const text = query.toLowerCase();
  return [...channels.values()]
    .filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(text))
    .slice(0, most)
    .map((channel) => ({
      kind: "channel",
      id: channel.name,
      title: sentenceLabel(channel),
      detail: null,
    }));
}
