import type { Identity, IdentityKind } from "../domain/identity.ts";
import { parseIdentity } from "../domain/identity.ts";
import type { Profile } from "./api/contacts.ts";
import { contactProfile } from "./api/contacts.ts";
import type { FieldError } from "./errors.ts";
import { fieldErrorsOf, parseInput } from "./parse.ts";

/** A contact as an import brings it, in normal form. */
export interface ImportedContact {
  /** Campanile's id, where the import knows it. */
  id?: string;
  identities: Identity[];
  profile: Profile;
  /** Segments that it joins, beside those that all of the import join. */
  segments: string[];
}

/** By what an import finds contacts that are there already. */
export type FoundBy =
  | { kind: "email" | "phone" | "contactId" | "emailOrPhone" | "anything" | "id" }
  | { kind: "attribute"; name: string };

export const importEvents = ["none", "made", "changed", "both"] as const;
export type ImportEvents = (typeof importEvents)[number];

export interface ImportOptions {
  findBy: FoundBy;
  /** Names of profile fields and attributes that change on contacts that are there; null: all. */
  only: string[] | null;
  join: string[];
  leave: string[];
  /** The type of an event for each contact that is new. */
  eventForNew: string | null;
  /** Which contacts raise the event `contactImported`; absent: none. */
  events?: ImportEvents;
  /** Everything is looked at and nothing is kept; absent: false. */
  dryRun?: boolean;
  /** How a file is encoded, and what separates its cells; null or absent: recognized. */
  encoding?: string | null;
  delimiter?: string | null;
  /** What columns mean, by their names; those that are not named are recognized. */
  columns?: ImportColumns | null;
  /** Keys of topics that contacts subscribe to who have not said no. */
  subscribe?: string[];
}

/** Fields that a column of a file can hold, beside attributes. */
export const importFields = [
  "id",
  "contactId",
  "email",
  "phone",
  "pushToken",
  "contactKey",
  "firstName",
  "lastName",
  "language",
  "timeZone",
] as const;

/** A field, `attributes.NAME`, or null: left out. */
export type ImportColumns = Record<string, string | null>;

/** A contact that was not taken, by its place. */
export interface FailedContact {
  index: number;
  message: string;
}

/** What an import says of one contact, not looked at yet. */
export interface GivenContact {
  identities: readonly { kind: IdentityKind; value: unknown }[];
  /** Fields of the profile, and attributes. */
  profile: Record<string, unknown>;
  segments?: readonly string[];
}

/** A contact in normal form, or all that is wrong with it. */
export function importedContact(
  given: GivenContact,
): { ok: true; contact: ImportedContact } | { ok: false; faults: FieldError[] } {
  const identities: Identity[] = [];
  const faults: FieldError[] = [];
  for (const { kind, value } of given.identities) {
    const parsed = parseIdentity(kind, value);
    if (parsed.outcome === "invalid") faults.push({ path: kind, message: parsed.message });
    else if (parsed.outcome === "identity") identities.push(parsed.identity);
  }
  const profile = parseInput(contactProfile, given.profile);
  if (!profile.success) faults.push(...fieldErrorsOf(profile.error));
  if (faults.length > 0 || !profile.success) return { ok: false, faults };
  const segments = [...(given.segments ?? [])];
  return { ok: true, contact: { identities, profile: profile.data, segments } };
}
