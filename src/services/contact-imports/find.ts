import type { ServiceContext } from "../context.ts";
import type { FailedContact, FoundBy, ImportedContact } from "../../contract/contact-import.ts";
import { contactsByAttribute } from "../../db/contacts/contact-pages.ts";
import { contactsThatExist } from "../../db/contacts/contact-identities.ts";
import type { Identity, IdentityKind } from "../../domain/identity.ts";
import type { IgnoredIdentity } from "../../domain/nameless-ids.ts";
import { identityKinds } from "../../domain/identity.ts";
import type { ContactRequest } from "../../ingest/contact-requests.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";
import { sayImport } from "../../domain/sentences/import-sentences.ts";

/** A contact of an import that was found or made. */
export interface FoundImported {
  index: number;
  contact: ImportedContact;
  contactId: string;
  made: boolean;
}

const kindsFor: Record<string, readonly IdentityKind[]> = {
  email: ["email"],
  phone: ["phone"],
  contactId: ["contactId"],
  emailOrPhone: ["email", "phone"],
  anything: identityKinds,
};

/**
 * Finds the contacts of a page by what the import says, and by nothing else: an address of somebody
 * else's doesn't merge two people. Where nobody is found by it, a contact is made.
 */
export async function findImported(
  context: ServiceContext,
  page: readonly ImportedContact[],
  findBy: FoundBy,
): Promise<{ found: FoundImported[]; failed: FailedContact[] }> {
  const failed: FailedContact[] = [];
  const requests: { index: number; request: ContactRequest }[] = [];
  const byAttribute = await attributeOwners(context, page, findBy);
  const existing =
    findBy.kind === "id"
      ? await contactsThatExist(
          context.sql,
          page.flatMap(({ id }) => id ?? []),
        )
      : new Set<string>();
  page.forEach((contact, index) => {
    const request = requestFor(contact, findBy, { byAttribute, existing });
    if (typeof request === "string") failed.push({ index, message: request });
    else requests.push({ index, request });
  });
  const resolved = await resolveContacts(
    context.sql,
    requests.map(({ request }) => request),
  );
  const found = requests.flatMap(({ index }, place) => {
    const [contact, result] = [page[index], resolved[place]];
    if (contact === undefined || result === undefined) {
      throw new Error("a contact of an import was neither found nor made");
    }
    if (result.contactId === null) {
      const why = result.ignored.map(whyIgnored).join("; ");
      failed.push({ index, message: sayImport("nothingToFind", { why }) });
      return [];
    }
    return [{ index, contact, contactId: result.contactId, made: result.made }];
  });
  return { found, failed };
}

/** What an import says of an id that names nobody. */
export function whyIgnored({ kind, value, reason }: IgnoredIdentity): string {
  return sayImport("ignored", { kind, value, why: reason });
}

function requestFor(
  contact: ImportedContact,
  findBy: FoundBy,
  { byAttribute, existing }: { byAttribute: Map<string, string>; existing: Set<string> },
): ContactRequest | string {
  const source = "import";
  if (findBy.kind === "id") {
    const { id } = contact;
    return id !== undefined && existing.has(id)
      ? { identities: [], knownContactId: id, source }
      : sayImport("noSuchId");
  }
  if (findBy.kind === "attribute") {
    const value = attributeOf(contact, findBy.name);
    const owner = value === null ? undefined : byAttribute.get(value);
    if (value === null) return sayImport("noValue", { name: findBy.name });
    if (owner !== undefined) return { identities: [], knownContactId: owner, source };
    return contact.identities.length === 0
      ? sayImport("newWithoutId")
      : { identities: contact.identities, source };
  }
  const kinds = kindsFor[findBy.kind] ?? [];
  const identities = contact.identities.filter(({ kind }: Identity) => kinds.includes(kind));
  return identities.length === 0
    ? sayImport("noneOfKinds", { kinds: kinds.join(" or ") })
    : { identities, source };
}

async function attributeOwners(
  context: ServiceContext,
  page: readonly ImportedContact[],
  findBy: FoundBy,
): Promise<Map<string, string>> {
  if (findBy.kind !== "attribute") return new Map();
  const values = page.flatMap((contact) => attributeOf(contact, findBy.name) ?? []);
  return contactsByAttribute(context.sql, findBy.name, [...new Set(values)]);
}

function attributeOf({ profile }: ImportedContact, name: string): string | null {
  const value = profile.attributes?.[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
