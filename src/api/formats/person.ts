import type { Profile } from "../../contract/api/contacts.ts";
import { contactChange } from "../../contract/api/contacts.ts";
import type { Identity, IdentityKind } from "../../domain/identity.ts";
import { parseIdentity } from "../../domain/identity.ts";
import { whyNameless } from "../../domain/nameless-ids.ts";

/** What these formats call a contact's fields, in lower case and without marks between words. */
const fields: Record<string, keyof Omit<Profile, "attributes">> = {
  firstname: "firstName",
  lastname: "lastName",
  language: "language",
  locale: "language",
  timezone: "timeZone",
};
const addresses: Record<string, IdentityKind> = { email: "email", phone: "phone" };
const maxNameLength = 100;

export interface Person {
  /** E-mail and phone, where they can be read. */
  identities: Identity[];
  profile: Profile;
}

/**
 * What traits say of a contact. What has a field goes there; all else, and what its field can't
 * take, is kept as an attribute under its own name. Null forgets an attribute.
 */
export function personOf(traits: Record<string, unknown>): Person {
  const identities: Identity[] = [];
  const profile: Profile & { attributes: Record<string, unknown> } = { attributes: {} };
  for (const [name, value] of Object.entries(traits)) {
    const plain = name.replaceAll(/[_\s$-]/g, "").toLowerCase();
    const kind = addresses[plain];
    if (kind !== undefined) {
      const parsed = parseIdentity(kind, value);
      if (parsed.outcome === "identity") identities.push(parsed.identity);
      if (parsed.outcome !== "invalid") continue;
    }
    const field = fields[plain];
    const taken = field === undefined ? undefined : fieldOf(field, value);
    if (taken !== undefined) Object.assign(profile, taken);
    else if (name.trim() !== "" && name.length <= maxNameLength) {
      profile.attributes[name.trim()] = value;
    }
  }
  return { identities, profile: withNames(profile) };
}

function fieldOf(field: string, value: unknown): Partial<Profile> | undefined {
  const parsed = contactChange.safeParse({ [field]: value });
  return parsed.success ? parsed.data : undefined;
}

/** A whole name stands in for its parts, where none of them came. */
function withNames(profile: Profile): Profile {
  const name = profile.attributes?.["name"];
  if (typeof name !== "string" || "firstName" in profile || "lastName" in profile) return profile;
  const [first = "", ...rest] = name.trim().split(/\s+/);
  const names = fieldOf("firstName", first) && fieldOf("lastName", rest.join(" "));
  return names === undefined || first === ""
    ? profile
    : { ...profile, firstName: first, lastName: rest.join(" ") || null };
}

/**
 * The identity that a client's user id is: an e-mail address where it is one, so that mail reaches
 * those whom the shop knows by it; else the shop's own id. Null where it is empty or too long.
 */
export function identityOfUser(id: unknown): Identity | null {
  return identityOf("email", id) ?? identityOf("contactId", id);
}

/** All that an id may be where its client does not say: a user's, or a device's. */
export function idForms(id: unknown): Identity[] {
  return [identityOfUser(id), identityOf("anonymousId", id)].filter((form) => form !== null);
}

export function identityOf(kind: IdentityKind, value: unknown): Identity | null {
  const parsed = parseIdentity(kind, value);
  return parsed.outcome === "identity" ? parsed.identity : null;
}

/** One of a kind, the first given; behind them those that name nobody, to be told of. */
export function distinctKinds(identities: readonly (Identity | null)[]): Identity[] {
  const byKind = new Map<IdentityKind, Identity>();
  const nameless: Identity[] = [];
  for (const identity of identities) {
    if (identity === null) continue;
    if (whyNameless(identity) !== null) nameless.push(identity);
    else if (!byKind.has(identity.kind)) byKind.set(identity.kind, identity);
  }
  return [...byKind.values(), ...nameless];
}
