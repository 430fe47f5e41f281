import { isUuid } from "../../domain/uuid.ts";
import { beginningOfEmail } from "../../domain/email-address.ts";
import type { Identity } from "../../domain/identity.ts";
import { identityKinds } from "../../domain/identity.ts";
import { plainAddress, plainText } from "../../domain/visible-text.ts";
import type { ContactRow } from "./contacts.ts";
import { contactRowColumns } from "./contacts.ts";
import type { Knex } from "knex";
import type { Sql } from "../core/database.ts";
import { builder } from "../core/database.ts";
import { firstIdFrom, lastIdBefore } from "../core/id-times.ts";
import type { Narrowed, RowsLookedFor } from "../core/look-through.ts";
import { narrowest, rowsLookedFor } from "../core/look-through.ts";
import { beginningPattern } from "../core/like.ts";

const maxFound = 1_000;

/**
 * Contacts by the beginning of something, each arm a short walk along an index. Without a bound the
 * first letter that somebody types would fetch a part of all contacts.
 */
const contactsBeginning = [
  ...["email", "phone", "contactId"].map(
    (kind) => `(select contact_id from contact_identities
                 where kind = '${kind}' and value like ? order by value limit ${maxFound})`,
  ),
  `(select id from contacts where lower(first_name || ' ' || coalesce(last_name, '')) like ?
      and first_name is not null
     order by lower(first_name || ' ' || coalesce(last_name, '')) using ~<~ limit ${maxFound})`,
  `(select id from contacts where lower(last_name) like ? and last_name is not null
     order by lower(last_name) using ~<~ limit ${maxFound})`,
  // Any other id of theirs is pasted, not typed: whole.
  `(select contact_id from contact_identities where kind = any(?::text[]) and value = ?)`,
].join(" union all ");

/** What `contactsBeginning` is asked with; phones are kept as + and digits. */
function beginningsOf(given: string): (string | string[])[] {
  const search = plainText(given);
  const digits = plainAddress(given)
    .replaceAll(/[\s()./-]/g, "")
    .replace(/^00/, "+");
  const phone = /^\+?\d+$/.test(digits) ? `+${digits.replace("+", "")}` : search;
  const name = search.toLowerCase();
  const patterns = [beginningOfEmail(given), phone, search, name, name].map(beginningPattern);
  return [...patterns, [...identityKinds], search];
}

/**
 * The contacts whose e-mail, phone, id or name begins with a text, or who have it as any other id: of
 * each at most the first 1,000 by the alphabet. A whole id of Campanile's is the contact's, there or not.
 */
export async function contactsFoundBy(sql: Sql, search: string): Promise<string[]> {
  const found = builder.raw(`(${contactsBeginning}) as found (id)`, beginningsOf(search));
  const rows = await sql.run<{ id: string }>(builder(found).distinct("id"));
  const ids = rows.map(({ id }) => id);
  return isUuid(search) ? [...ids, search.toLowerCase()] : ids;
}

export interface ContactFilter {
  /** All of them must be the contact's. */
  identities: readonly Identity[];
  /** The beginning of an address, an id or a name. */
  search?: string | undefined;
  /** A segment, by id or name. */
  segment?: string | undefined;
  /** A topic, by its key, that they have subscribed to. */
  topic?: string | undefined;
  has?: "email" | "phone" | "push" | undefined;
  /** Whether they have not unsubscribed from all marketing. */
  reachable?: boolean | undefined;
  createdFrom?: Date | undefined;
  createdTo?: Date | undefined;
}

/** Newest first, below `after` if given. */
export async function findContacts(
  sql: Sql,
  filter: ContactFilter,
  limit: number,
  after: string | null,
): Promise<RowsLookedFor<ContactRow>> {
  const segmentId = filter.segment === undefined ? null : await segmentIdOf(sql, filter.segment);
  if (segmentId === undefined) return { rows: [], goOnBehind: null };
  const narrowed = await lookedThrough(sql, filter, after);
  const query = searchQuery(narrowed?.rows ?? null, filter, segmentId, limit, after);
  const rows = await sql.run<ContactRow>(query);
  return narrowed === null ? { rows, goOnBehind: null } : rowsLookedFor(rows, limit, narrowed);
}

const list = { table: "contacts", order: ["id"] };

/** What no index tells is looked for among the newest; null: nothing such is asked. */
async function lookedThrough(
  sql: Sql,
  filter: ContactFilter,
  after: string | null,
): Promise<Narrowed | null> {
  const { identities, search = "", segment, topic, has, reachable } = filter;
  const isNarrow = identities.length > 0 || search !== "" || segment !== undefined;
  if (isNarrow || (topic === undefined && has === undefined && reachable === undefined))
    return null;
  return narrowest(
    sql,
    list,
    [[{ from: list.table, order: list.order, narrow: () => undefined }]],
    (query) => {
      if (after !== null) query.where("id", "<", after);
      createdIn(query, filter, "id");
    },
  );
}

/** Ids tell the time, within some minutes; the column tells it exactly. */
function createdIn(
  query: Knex.QueryBuilder,
  { createdFrom, createdTo }: ContactFilter,
  id: string,
): void {
  if (createdFrom !== undefined) query.where(id, ">=", firstIdFrom(createdFrom));
  if (createdTo !== undefined) query.where(id, "<", lastIdBefore(createdTo));
}

function narrowBy(query: Knex.QueryBuilder, filter: ContactFilter): void {
  const { topic, has, reachable, createdFrom, createdTo } = filter;
  createdIn(query, filter, "c.id");
  if (createdFrom !== undefined) query.where("c.created_at", ">=", createdFrom);
  if (createdTo !== undefined) query.where("c.created_at", "<", createdTo);
  if (reachable === true) query.whereNull("c.unsubscribed_at");
  if (reachable === false) query.whereNotNull("c.unsubscribed_at");
  if (has === "email" || has === "phone") query.whereNotNull(`c.${has}`);
  // OFFSET 0: or else Postgres may read all rows of the other table to join them.
  if (has === "push") {
    query.whereRaw("exists (select from contact_devices d where d.contact_id = c.id offset 0)");
  }
  if (topic !== undefined) {
    query.whereRaw(
      `exists (select from contact_topics s join topics t on t.id = s.topic_id
                where s.contact_id = c.id and t.key = ? and s.state = 'subscribed' offset 0)`,
      [topic],
    );
  }
}

function searchQuery(
  narrowed: Knex.QueryBuilder | null,
  filter: ContactFilter,
  segmentId: string | null,
  limit: number,
  after: string | null,
): Knex.QueryBuilder {
  const { identities, search = "" } = filter;
  const query = builder(narrowed === null ? "contacts as c" : narrowed.as("c"))
    .select(builder.raw(contactRowColumns))
    .orderBy("c.id", "desc")
    .limit(limit);
  if (after !== null) query.where("c.id", "<", after);
  narrowBy(query, filter);
  for (const { kind, value } of identities) {
    const owners = builder("contact_identities").select("contact_id").where({ kind, value });
    // An event may name a contact by Campanile's own id: so may a search.
    if (kind === "contactId" && isUuid(value)) {
      owners.unionAll(builder.select(builder.raw("?::uuid", [value])));
    }
    // As an array: beside an "or", Postgres would walk through all contacts.
    query.whereRaw("c.id = any(array(?))", [owners]);
  }
  if (search !== "") {
    // As an array: a subquery's guessed size may have Postgres walk through all contacts instead.
    query.whereRaw(`c.id = any(array(${contactsBeginning}))`, beginningsOf(search));
  }
  if (segmentId === null) return query;
  const members = builder("segment_members").where("segment_id", segmentId);
  const { topic, has, reachable, createdFrom, createdTo } = filter;
  const isFurther = [topic, has, reachable, createdFrom, createdTo].some(
    (one) => one !== undefined,
  );
  if (identities.length > 0 || search !== "" || isFurther) {
    query.whereExists(members.whereRaw("contact_id = c.id"));
  } else {
    // The page's members, in the order of their index; as an array for the same reason.
    if (after !== null) members.where("contact_id", "<", after);
    const newest = members.select("contact_id").orderBy("contact_id", "desc").limit(limit);
    query.whereRaw("c.id = any(array(?))", [newest]);
  }
  return query;
}

async function segmentIdOf(sql: Sql, nameOrId: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    "select id from segments where name = $1 or id = $2::uuid order by (name = $1) desc limit 1",
    [nameOrId, isUuid(nameOrId) ? nameOrId : null],
  );
  return row?.id;
}
