import type { FailedContact } from "../../contract/contact-import.ts";
import { contactIdsOf } from "../../db/contacts/contact-identities.ts";
import type { Sql } from "../../db/core/database.ts";
import type { Identity } from "../../domain/identity.ts";
import type { ResolvedContact } from "../../ingest/resolve-contacts.ts";
import type { FoundImported } from "./find.ts";
import { whyIgnored } from "./find.ts";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

export type TakenImported = FoundImported & Pick<ResolvedContact, "owned" | "conflict" | "ignored">;

/** Of rows that were taken, what of them was not, or may be about somebody else than their author thinks. */
export async function notesOf(sql: Sql, taken: readonly TakenImported[]): Promise<FailedContact[]> {
  const withNewId = taken.filter((one) => !one.made && newContactId(one) !== undefined);
  const ids = await contactIdsOf(
    sql,
    withNewId.map(({ contactId }) => contactId),
  );
  return taken.flatMap((one) => {
    const others = withNewId.includes(one)
      ? ids.filter(
          (other) => other.contactId === one.contactId && other.value !== newContactId(one)?.value,
        )
      : [];
    return [
      ...one.conflict.map(leftWithOther),
      ...one.ignored.map(whyIgnored),
      ...others.slice(0, 1).map(({ value }) => knownByBoth(value)),
    ].map((why) => ({ index: one.index, message: sayImport("taken", { what: why }) }));
  });
}

/** The row's id where its contact did not have it before. */
function newContactId({ contact, owned, conflict }: TakenImported): Identity | undefined {
  const known = [...owned, ...conflict];
  return contact.identities.find(
    (identity) =>
      identity.kind === "contactId" && !known.some((each) => each.value === identity.value),
  );
}

function leftWithOther({ kind, value }: Identity): string {
  return sayImport("leftWithOther", { kind, value });
}

/** Two accounts with one address, or a shop that has numbered its customers anew. */
function knownByBoth(contactId: string): string {
  return sayImport("knownByBoth", { contactId });
}
