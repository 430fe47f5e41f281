import { isDeepStrictEqual } from "node:util";
import type {
  FailedContact,
  ImportOptions,
  ImportedContact,
} from "../../contract/contact-import.ts";
import { AppError } from "../../contract/errors.ts";
import { confirmEmails } from "../../db/contacts/contact-topics.ts";
import type { ContactRow } from "../../db/contacts/contacts.ts";
import { lockContacts, writeContacts } from "../../db/contacts/contacts.ts";
import { LostRace } from "../../db/core/database-errors.ts";
import { required } from "../../domain/required.ts";
import { resolveContacts } from "../../ingest/resolve-contacts.ts";
import type { AddressChange, SaidAddresses } from "../contacts/addresses.ts";
import { changeManyAddresses } from "../contacts/addresses.ts";
import { changeProfile } from "../contacts/profile.ts";
import type { ContactChanged } from "../contacts/raise-change.ts";
import { announceContactChanges } from "../contacts/raise-change.ts";
import { knownBefore } from "../contacts/upsert.ts";
import type { ServiceContext } from "../context.ts";
import { joinSegments, leaveSegments } from "../segments/members.ts";
import type { ImportOrigin } from "./raise-imported.ts";
import { raiseForNew, raiseImported } from "./raise-imported.ts";
import { subscribeImported } from "./subscribe.ts";
import { findImported } from "./find.ts";
import type { TakenImported } from "./notes.ts";
import { notesOf as warningsOf } from "./notes.ts";

export interface ImportedPage {
  taken: { index: number; contactId: string; made: boolean }[];
  made: number;
  /** How many were there already, and say nothing new. */
  unchanged: number;
  failed: FailedContact[];
  /** What was left out of contacts that were taken, by their places. */
  warnings: FailedContact[];
}

/**
 * Takes one page of an import, within a transaction of the caller's. Taking it again changes nothing:
 * contacts are found by what made them. A contact that can't be taken is named, the others kept.
 */
export async function importPage(
  context: ServiceContext,
  page: readonly ImportedContact[],
  options: ImportOptions,
  origin?: ImportOrigin,
): Promise<ImportedPage> {
  const known = await knownBefore(
    context,
    page.flatMap(({ identities }) => identities),
  );
  const { found, failed } = await findImported(context, page, options.findBy);
  const resolved = await resolveContacts(
    context.sql,
    found.map(({ contact, contactId, made }) => ({
      identities: made ? contact.identities : restricted(contact, options.only).identities,
      knownContactId: contactId,
      source: "import",
      states: true,
    })),
  );
  const taken = found.map((each, index) => {
    const { owned, conflict, ignored } = required(
      resolved[index],
      "the contact of an imported row",
    );
    return { ...each, owned, conflict, ignored };
  });
  const changes: ContactChanged[] = [];
  let unchanged = 0;
  // Sorted by id, so that two imports at once can't deadlock; a contact named twice keeps its order.
  const sorted = taken.toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
  for (const round of eachOnce(sorted)) {
    const written = await writeRound(context, round, options);
    failed.push(...written.failed);
    for (const { contactId, before, after } of written.changed) {
      if (isSame({ contactId, before, after })) unchanged++;
      changes.push({ contactId, before: known.get(contactId) ?? before, after });
    }
  }
  const isFailed = new Set(failed.map(({ index }) => index));
  const kept = taken.filter(({ index }) => !isFailed.has(index));
  await announceContactChanges(context, changes);
  const memberships = kept.flatMap(({ contact, contactId }) =>
    [...options.join, ...contact.segments].map((segment) => ({ contactId, segment })),
  );
  await joinSegments(context, memberships);
  const contactIds = kept.map(({ contactId }) => contactId);
  await leaveSegments(context, contactIds, options.leave);
  await subscribeImported(context, contactIds, options.subscribe ?? []);
  await raiseForNew(context, kept, options.eventForNew);
  if (origin !== undefined) await raiseImported(context, kept, options.events ?? "none", origin);
  return {
    taken: kept.map(({ index, contactId, made }) => ({ index, contactId, made })),
    made: kept.filter(({ made }) => made).length,
    unchanged,
    failed,
    warnings: await warningsOf(context.sql, kept),
  };
}

const said = ["email", "phone", "firstName", "lastName", "language", "timeZone"] as const;

function isSame({ before, after }: ContactChanged): boolean {
  return (
    said.every((name) => before[name] === after[name]) &&
    isDeepStrictEqual(before.attributes, after.attributes)
  );
}

/** Rows in rounds, none of which names a contact twice: mostly there is one. */
function eachOnce(rows: readonly TakenImported[]): TakenImported[][] {
  const rounds: TakenImported[][] = [];
  let last: TakenImported | undefined;
  let place = 0;
  for (const row of rows) {
    place = row.contactId === last?.contactId ? place + 1 : 0;
    (rounds[place] ??= []).push(row);
    last = row;
  }
  return rounds;
}

/** Changes the contacts of some rows, each contact once. */
async function writeRound(
  context: ServiceContext,
  rows: readonly TakenImported[],
  options: ImportOptions,
): Promise<{ failed: FailedContact[]; changed: ContactChanged[] }> {
  const failed: FailedContact[] = [];
  const changed: (AddressChange & { row: TakenImported; before: ContactRow })[] = [];
  const contacts = await lockContacts(
    context.sql,
    rows.map(({ contactId }) => contactId),
  );
  for (const row of rows) {
    const before = contacts.get(row.contactId);
    if (before === undefined) throw new LostRace("a contact that was erased meanwhile");
    const given = row.made ? row.contact : restricted(row.contact, options.only);
    const profiled = attempt(before, given);
    if (typeof profiled === "string") failed.push({ index: row.index, message: profiled });
    else changed.push({ row, before, contact: profiled, said: saidOf(row, given, options) });
  }
  const after = await changeManyAddresses(context.sql, changed);
  await writeContacts(context.sql, after);
  const isNew = changed.filter(({ row }) => row.made).map(({ row }) => row.contactId);
  await confirmEmails(context.sql, isNew);
  return {
    failed,
    changed: changed.flatMap(({ row, before }, place) =>
      row.made
        ? []
        : [{ contactId: row.contactId, before, after: required(after[place], "a contact") }],
    ),
  };
}

/** By an id of ours or an attribute it is known by something else than its addresses. */
function saidOf(
  { owned, conflict }: TakenImported,
  { identities }: ImportedContact,
  { findBy }: ImportOptions,
): SaidAddresses {
  const isKnown = findBy.kind === "id" || findBy.kind === "attribute";
  return { identities, owned, conflicts: conflict, isKnown };
}

function attempt(before: ContactRow, { profile }: ImportedContact): ContactRow | string {
  try {
    return changeProfile(before, profile);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** Leaves of a contact that exists only what the import says it changes. */
function restricted(contact: ImportedContact, only: readonly string[] | null): ImportedContact {
  if (only === null) return contact;
  const { attributes = {}, ...fields } = contact.profile;
  const named = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => only.includes(name)));
  return {
    ...contact,
    identities: contact.identities.filter(
      ({ kind }) => (kind !== "email" && kind !== "phone") || only.includes(kind),
    ),
    profile: { ...named(fields), attributes: named(attributes) },
  };
}
