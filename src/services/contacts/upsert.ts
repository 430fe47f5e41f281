import type { Profile } from "../../contract/api/contacts.ts";
import { contactById, writeContact } from "../../db/contacts.ts";
import type { Database } from "../../db/database.ts";
import { LostRace } from "../../db/database.ts";
import type { Identity } from "../../domain/identity.ts";
import { changeProfile } from "./change-profile.ts";
import type { ShownContact } from "./get.ts";
import { getContact } from "./get.ts";
import { resolveContacts } from "./resolve.ts";

export interface Upserted {
  contact: ShownContact;
  made: boolean;
  conflicts: Identity[];
}

/**
 * Finds a contact by its strongest identity, or makes it, and changes its profile. A new e-mail or
 * phone becomes the one that is written to; the old one goes on finding the contact.
 */
export async function upsertContact(
  db: Database,
  { identities, profile }: { identities: readonly Identity[]; profile: Profile },
): Promise<Upserted> {
  return db.tx(async (sql) => {
    const [resolved] = await resolveContacts(sql, [{ identities, source: "api" }]);
    if (resolved === undefined || resolved.contactId === null) {
      throw new Error("a contact with an identity was neither found nor made");
    }
    const { contactId, made, conflict } = resolved;
    const found = await contactById(sql, contactId, "for update");
    if (found === null) throw new LostRace("a contact that was erased meanwhile");
    const own = (kind: Identity["kind"]): string | undefined =>
      identities.find((identity) => identity.kind === kind && !conflict.includes(identity))?.value;
    await writeContact(sql, {
      ...changeProfile(found, profile),
      email: own("email") ?? found.email,
      phone: own("phone") ?? found.phone,
    });
    return { contact: await getContact(sql, contactId), made, conflicts: conflict };
  });
}
