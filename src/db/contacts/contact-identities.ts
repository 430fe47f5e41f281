import { isUuid } from "../../domain/uuid.ts";
import type { Identity } from "../../domain/identity.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

export interface Owner extends Identity {
  contactId: string;
}

const identityArrays = rowArrays<Identity>({
  kind: ["text", ({ kind }) => kind],
  value: ["text", ({ value }) => value],
});

/** Who owns these identities. A contactId is also looked up among Campanile's own contact ids. */
export async function ownersOf(sql: Sql, identities: readonly Identity[]): Promise<Owner[]> {
  if (identities.length === 0) return [];
  const own = identities.filter(({ kind, value }) => kind === "contactId" && isUuid(value));
  const owners = await sql.query<Owner>(
    {
      name: "identity-owners",
      text: `select i.kind, i.value, i.contact_id as "contactId"
               from ${identityArrays.unnest} as w (${identityArrays.names})
               join contact_identities i on i.kind = w.kind and i.value = w.value`,
    },
    identityArrays.values(identities),
  );
  if (own.length === 0) return owners;
  const known = await contactsThatExist(
    sql,
    own.map(({ value }) => value),
  );
  return [
    ...owners,
    ...own
      .filter(({ value }) => known.has(value.toLowerCase()))
      .map((identity) => ({ ...identity, contactId: identity.value.toLowerCase() })),
  ];
}

/** Which of these contacts there are. */
export async function contactsThatExist(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    "select id from contacts where id = any($1::uuid[])",
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Which of these contacts have a contactId of the producer's. */
export async function haveContactId(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    `select distinct contact_id as id from contact_identities
      where kind = 'contactId' and contact_id = any($1::uuid[])`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The contactIds that some contacts have of producers, the oldest first. */
export async function contactIdsOf(
  sql: Sql,
  contactIds: readonly string[],
): Promise<{ contactId: string; value: string }[]> {
  if (contactIds.length === 0) return [];
  return sql.query<{ contactId: string; value: string }>(
    `select contact_id as "contactId", value from contact_identities
      where kind = 'contactId' and contact_id = any($1::uuid[]) order by created_at, value`,
    [contactIds],
  );
}

export interface NewContact {
  id: string;
  source: string;
  email: string | null;
  phone: string | null;
}

const contactArrays = rowArrays<NewContact>({
  id: ["uuid", ({ id }) => id],
  source: ["text", ({ source }) => source],
  email: ["text", ({ email }) => email],
  phone: ["text", ({ phone }) => phone],
});

/** Writes new contacts. Their identities follow by `claimIdentities`. */
export async function insertContacts(sql: Sql, contacts: readonly NewContact[]): Promise<void> {
  await sql.query(
    {
      name: "insert-contacts",
      text: `insert into contacts (${contactArrays.names})
             select * from ${contactArrays.unnest}`,
    },
    contactArrays.values(contacts),
  );
}

const ownerArrays = rowArrays<Owner>({
  kind: ["text", ({ kind }) => kind],
  value: ["text", ({ value }) => value],
  contact_id: ["uuid", ({ contactId }) => contactId],
});

/**
 * Gives identities their owner, in sorted order (concurrent claims then can't deadlock), and
 * fills an empty e-mail or phone of the owner.
 * @returns the number claimed: fewer than asked when another transaction was first, and then the
 * caller has to look again.
 */
export async function claimIdentities(sql: Sql, claims: readonly Owner[]): Promise<number> {
  if (claims.length === 0) return 0;
  const sorted = claims.toSorted((a, b) => {
    if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
    return a.value < b.value ? -1 : 1;
  });
  const claimed = await sql.query(
    {
      name: "claim-identities",
      text: `insert into contact_identities (${ownerArrays.names})
             select * from ${ownerArrays.unnest}
             on conflict (kind, value) do nothing returning 1`,
    },
    ownerArrays.values(sorted),
  );
  return claimed.length;
}

/** Of several addresses of one kind the first counts, as if they had come one after another. */
function firstOfEach(claims: readonly Owner[]): Owner[] {
  const first = new Map<string, Owner>();
  for (const claim of claims) {
    const place = `${claim.contactId}/${claim.kind}`;
    if (!first.has(place)) first.set(place, claim);
  }
  return [...first.values()];
}

/** Fills an empty e-mail or phone of contacts that have just been given such an identity. */
export async function fillAddresses(sql: Sql, claims: readonly Owner[]): Promise<void> {
  const addresses = firstOfEach(claims)
    .filter(({ kind }) => kind === "email" || kind === "phone")
    .toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
  if (addresses.length === 0) return;
  await sql.query(
    {
      name: "fill-addresses",
      text: `with given as (
               select contact_id, min(value) filter (where kind = 'email') as email,
                      min(value) filter (where kind = 'phone') as phone
                 from ${ownerArrays.unnest} as c (${ownerArrays.names})
                group by contact_id order by contact_id)
             update contacts c
                set email = coalesce(c.email, g.email), phone = coalesce(c.phone, g.phone), updated_at = now()
               from given g
              where c.id = g.contact_id
                and ((c.email is null and g.email is not null) or (c.phone is null and g.phone is not null))`,
    },
    ownerArrays.values(addresses),
  );
}
