import type { IdentityKind } from "../../domain/identity.ts";
import type { Suppressed } from "../../domain/suppression.ts";
import { rowArrays } from "../core/bulk-insert.ts";
import type { Sql } from "../core/database.ts";
import { suppressionOf } from "../messages/suppressions.ts";

const arrays = rowArrays<{ contactId: string; value: string }>(
  {
    contact_id: ["uuid", ({ contactId }) => contactId],
    value: ["text", ({ value }) => value],
  },
  3,
);

export interface AddressStanding {
  /** To whom else the address belongs; null: to the contact, or to nobody. */
  ownerId: string | null;
  suppressed: Suppressed | null;
}

/**
 * Of contacts with an address each: whose it is, and what keeps messages away from it, by contact.
 * @param kind null: addresses of the channel belong to nobody
 */
export async function addressStandings(
  sql: Sql,
  { channel, kind }: { channel: string; kind: IdentityKind | null },
  addresses: readonly { contactId: string; value: string }[],
): Promise<Map<string, AddressStanding>> {
  if (addresses.length === 0) return new Map();
  const rows = await sql.query<AddressStanding & { contactId: string }>(
    {
      name: "address-standings",
      text: `select a.contact_id as "contactId", i.contact_id as "ownerId",
                    (select row_to_json(s) from ${suppressionOf("$1", "a.value")} s) as suppressed
               from ${arrays.unnest} as a (${arrays.names})
               left join contact_identities i
                 on i.kind = $2 and i.value = a.value and i.contact_id <> a.contact_id`,
    },
    [channel, kind, ...arrays.values(addresses)],
  );
  return new Map(rows.map(({ contactId, ...standing }) => [contactId, standing]));
}
