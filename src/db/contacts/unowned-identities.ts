import type { Identity, IdentityKind } from "../../domain/identity.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";

/** What was said of a contact, and does not find it. */
export interface UnownedIdentity extends Identity {
  contactId: string;
  /** The contact has another address now, or somebody else had the identity before it. */
  reason: "given_up" | "belongs_to_another";
  /** Whether it was said of the contact itself, on purpose, and not only by an event. */
  stated: boolean;
}

const unownedArrays = rowArrays<UnownedIdentity>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  kind: ["text", ({ kind }) => kind],
  value: ["text", ({ value }) => value],
  reason: ["text", ({ reason }) => reason],
  stated: ["bool", ({ stated }) => stated],
});

/** Notes them, in sorted order. What was given up stays so, unless it is stated again. */
export async function noteUnowned(sql: Sql, identities: readonly UnownedIdentity[]): Promise<void> {
  if (identities.length === 0) return;
  await sql.query(
    {
      name: "note-unowned",
      text: `insert into unowned_identities as u (${unownedArrays.names})
             select distinct on (contact_id, kind, value) ${unownedArrays.names}
               from ${unownedArrays.unnest} as n (${unownedArrays.names})
              order by contact_id, kind, value, stated desc
             on conflict (contact_id, kind, value) do update
               set reason = excluded.reason, stated = excluded.stated, since = now()
               where (u.reason <> excluded.reason and excluded.reason = 'given_up')
                  or (excluded.stated and not u.stated)`,
    },
    unownedArrays.values(identities),
  );
}

const identityArrays = rowArrays<Identity>({
  kind: ["text", ({ kind }) => kind],
  value: ["text", ({ value }) => value],
});

const ownerArrays = rowArrays<Identity & { contactId: string }>({
  contact_id: ["uuid", ({ contactId }) => contactId],
  kind: ["text", ({ kind }) => kind],
  value: ["text", ({ value }) => value],
});

/** Which contacts have given up which of these identities. */
export async function givenUpAmong(
  sql: Sql,
  identities: readonly Identity[],
): Promise<(Identity & { contactId: string })[]> {
  if (identities.length === 0) return [];
  return sql.query<Identity & { contactId: string }>(
    {
      name: "given-up-among",
      text: `select u.kind, u.value, u.contact_id as "contactId"
               from ${identityArrays.unnest} as w (${identityArrays.names})
               join unowned_identities u
                 on u.kind = w.kind and u.value = w.value and u.reason = 'given_up'`,
    },
    identityArrays.values(identities),
  );
}

/** Forgets that contacts gave something up: they have it again. */
export async function forgetUnowned(
  sql: Sql,
  owners: readonly (Identity & { contactId: string })[],
): Promise<void> {
  if (owners.length === 0) return;
  await sql.query(
    {
      name: "forget-unowned",
      text: `delete from unowned_identities u
              using ${ownerArrays.unnest} as o (${ownerArrays.names})
              where u.contact_id = o.contact_id and u.kind = o.kind and u.value = o.value`,
    },
    ownerArrays.values(owners),
  );
}

/**
 * Unsubscribes new contacts whose address somebody gave up who had unsubscribed by then: it may be
 * the same person, and the address has said that it wants no marketing.
 */
export async function inheritUnsubscription(
  sql: Sql,
  owners: readonly (Identity & { contactId: string })[],
): Promise<void> {
  if (owners.length === 0) return;
  await sql.query(
    {
      name: "inherit-unsubscription",
      text: `update contacts c set unsubscribed_at = before.unsubscribed_at
               from ${ownerArrays.unnest} as o (${ownerArrays.names})
               join unowned_identities u
                 on u.kind = o.kind and u.value = o.value and u.reason = 'given_up'
               join contacts before
                 on before.id = u.contact_id and before.unsubscribed_at <= u.since
              where c.id = o.contact_id`,
    },
    ownerArrays.values(owners),
  );
  await sql.query(
    {
      name: "inherit-channel-unsubscriptions",
      text: `insert into contact_channels (contact_id, channel, unsubscribed_at)
             select distinct on (o.contact_id, before.channel)
                    o.contact_id, before.channel, before.unsubscribed_at
               from ${ownerArrays.unnest} as o (${ownerArrays.names})
               join unowned_identities u
                 on u.kind = o.kind and u.value = o.value and u.reason = 'given_up'
               join contact_channels before
                 on before.contact_id = u.contact_id and before.unsubscribed_at <= u.since
              order by o.contact_id, before.channel, before.unsubscribed_at
             on conflict do nothing`,
    },
    ownerArrays.values(owners),
  );
}

export interface ShownUnowned {
  kind: IdentityKind;
  value: string;
  reason: "given_up" | "belongs_to_another";
  since: Date;
  /** Whose it is now; null: nobody's. */
  contactId: string | null;
}

/** What was said of a contact and is not its own, the newest first. */
export async function unownedOf(sql: Sql, contactId: string): Promise<ShownUnowned[]> {
  return sql.query<ShownUnowned>(
    `select u.kind, u.value, u.reason, u.since, i.contact_id as "contactId"
       from unowned_identities u
       left join contact_identities i on i.kind = u.kind and i.value = u.value
      where u.contact_id = $1 and i.contact_id is distinct from u.contact_id
      order by u.since desc, u.kind, u.value`,
    [contactId],
  );
}
