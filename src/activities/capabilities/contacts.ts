import type { ContactsCapability, ProfileChange, RefusedField } from "../../blocks/capabilities.ts";
import { confirmEmail } from "../../db/contacts/contact-topics.ts";
import type { Sql } from "../../db/core/database.ts";
import { putShownContact, shownContact } from "../../db/runs/run-contacts.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import { findContact } from "../../services/contacts/contacts.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";
import { updateFields } from "../../services/contacts/profile.ts";

export function contactsCapability(sql: Sql, run: RunRecord): ContactsCapability {
  return {
    find: (identities) => findContact(sql, identities),
    make: async (identities) => {
      const [resolved] = await resolveContacts(sql, [{ identities, source: "workflow" }]);
      if (resolved === undefined) throw new Error("a contact was neither found nor made");
      const { contactId, made } = resolved;
      return contactId === null ? null : { contactId, made };
    },
    show: (variable, contactId) => putShownContact(sql, run.id, variable, contactId),
    shown: (variable) => shownContact(sql, run.id, variable),
    update: (contactId: string, change: ProfileChange): Promise<RefusedField[] | null> =>
      updateFields(sql, { hops: run.hops + 1 }, contactId, change),
    confirmEmail: () => confirmEmail(sql, run.contactId),
  };
}
