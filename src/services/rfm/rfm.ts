import type { Database, Sql } from "../../db/core/database.ts";
import { dropSetting, findSetting, putSetting } from "../../db/core/settings.ts";
import { isTypeUsed } from "../../db/events/event-type-use.ts";
import { notifyDispatchers } from "../../db/queue/work-notice.ts";
import type { RfmMove } from "../../db/rfm/compute.ts";
import {
  countRfmClasses,
  isRfmPending,
  lockRfm,
  noteRfmChanges,
  writeRfmPage,
} from "../../db/rfm/compute.ts";
import type { RfmSettings } from "../../domain/rfm.ts";
import { rfmSettings } from "../../domain/rfm.ts";
import { ingestInTransaction } from "../../ingest/ingest-in-transaction.ts";
import type { ServiceContext } from "../context.ts";

/** The key of the event that tells of a contact whose class moved. */
const rfmClassChanged = "rfmClassChanged";

const settingsKey = "rfm";
const computedKey = "rfmComputed_key";
const requestedKey = "rfmRequested_key";
const quietPage = 10_000;
const toldPage = 500;

export async function getRfmSettings(sql: Sql): Promise<RfmSettings> {
  return rfmSettings.parse((await findSetting(sql, settingsKey)) ?? {});
}

export async function putRfmSettings(
  { sql }: ServiceContext,
  settings: RfmSettings,
): Promise<RfmSettings> {
  await putSetting(sql, settingsKey, settings);
  return settings;
}

/** How many contacts would be in each class by some settings, the kept ones if none are given. */
export async function previewRfm(
  { sql }: ServiceContext,
  given: RfmSettings | undefined,
): Promise<{ class: string; contacts: number }[]> {
  return countRfmClasses(sql, given ?? (await getRfmSettings(sql)));
}

/** What a contact's class is computed from once more; the first time tells of nobody unless asked. */
export interface RfmRun {
  tellFirst?: boolean | undefined;
}

/**
 * Finds what has changed in one statement. What an interrupted computation has found is written first,
 * as its moves are still to be told.
 */
async function find(db: Database, { tellFirst = false }: RfmRun): Promise<void> {
  await db.tx(async (sql) => {
    await lockRfm(sql);
    if (await isRfmPending(sql)) return;
    const isFirst = (await findSetting(sql, computedKey)) === undefined;
    const tell = (!isFirst || tellFirst) && (await isTypeUsed(sql, rfmClassChanged));
    await noteRfmChanges(sql, await getRfmSettings(sql), tell);
    await putSetting(sql, computedKey, new Date().toISOString());
  });
}

/** A page of what was found, with its events in the same transaction. @returns how many were written */
async function writePage(db: Database): Promise<number> {
  const { written, work } = await db.tx(async (sql) => {
    await lockRfm(sql);
    const size = (await isTypeUsed(sql, rfmClassChanged)) ? toldPage : quietPage;
    const page = await writeRfmPage(sql, size);
    if (page.moves.length > 0) await ingestInTransaction(sql, page.moves.map(eventOf));
    return { written: page.written, work: page.moves.length > 0 };
  });
  if (work) await notifyDispatchers(db);
  return written;
}

function eventOf({ contactId, ...params }: RfmMove) {
  return {
    typeKey: rfmClassChanged,
    keyValue: contactId,
    params: { ...params },
    identities: [],
    knownContactId: contactId,
    source: "system",
  };
}

/** Writes what an interrupted computation has left. @returns how many contacts that were */
export async function writeRfmChanges(
  db: Database,
  isOver: () => boolean = () => false,
): Promise<number> {
  let changed = 0;
  while (!isOver()) {
    const written = await writePage(db);
    if (written === 0) break;
    changed += written;
  }
  return changed;
}

/** Computes everybody's class, and tells of those whose class moved, once each. */
export async function computeRfm(db: Database, run: RfmRun = {}): Promise<{ changed: number }> {
  const left = await writeRfmChanges(db);
  await find(db, run);
  return { changed: left + (await writeRfmChanges(db)) };
}

/** Asks for a computation by hand, which a worker begins. */
export async function requestRfm(
  { sql }: ServiceContext,
  run: RfmRun,
): Promise<{ requested: true }> {
  await putSetting(sql, requestedKey, run);
  return { requested: true };
}

/** Does what was asked for by hand, and goes on with what was interrupted. */
export async function computeRequestedRfm(db: Database): Promise<void> {
  const requested = (await findSetting(db, requestedKey)) as RfmRun | undefined;
  if (requested === undefined) {
    if (await isRfmPending(db)) await writeRfmChanges(db);
    return;
  }
  await computeRfm(db, requested);
  // After it: whoever is killed before computes once more, which then finds no difference.
  await dropSetting(db, requestedKey);
}
