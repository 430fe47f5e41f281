import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Database, Sql } from "../../../db/core/database.ts";
import type { ExportedEvent, ExportedRow } from "../../../db/retention/exports.ts";
import {
  eventsBehind,
  exportedUpTo,
  filesNoted,
  lockExportsOfEvents,
  noteExport,
  rowsThatGo,
  straysBehind,
} from "../../../db/retention/exports.ts";
import type { RetentionKind } from "../../../domain/retention.ts";
import { retentionKinds } from "../../../domain/retention.ts";
import { newId } from "../../../platform/new-id.ts";
import type { ForgettingOptions } from "../forget.ts";
import { writeLines } from "./write-file.ts";

/** Each step is a file, held in memory as a whole. */
const sizes = { runs: 2_000, messages: 2_000 };
const eventsOfFile = 10_000;
const lowestId = "00000000-0000-0000-0000-000000000000";
/** Longer than any step takes: a younger file may be another worker's, which has not committed yet. */
const leftOverMs = 3_600_000;

export interface RetentionExport {
  ofRuns: Required<ForgettingOptions>;
  /** Of a partition of events, or `default`: what is due of the default one. */
  ofPartition(part: string, before: Date): Promise<void>;
  /** Deletes files of steps that never came to their end: what they hold is still in Postgres. */
  clearLeftOvers(): Promise<void>;
}

/** Writes what goes to a folder first, as NDJSON. Its row in the manifest is committed with the deletion. */
export function retentionExport(db: Database, folder: string): RetentionExport {
  return {
    ofRuns: {
      sizes,
      keepElsewhere: async (sql, kind, ids) => {
        const rows = await rowsThatGo(sql, kind, ids);
        if (rows.length > 0) await keep(sql, folder, { kind, rows, partition: null, lastId: null });
      },
    },
    ofPartition: async (part, before) => {
      while (await keepNextEvents(db, folder, part, before)) {
        // The next file.
      }
    },
    clearLeftOvers: () => clearLeftOvers(db, folder),
  };
}

/** @returns whether there may be more */
function keepNextEvents(
  db: Database,
  folder: string,
  part: string,
  before: Date,
): Promise<boolean> {
  return db.tx(async (sql) => {
    await lockExportsOfEvents(sql);
    const behind = (await exportedUpTo(sql, part)) ?? lowestId;
    const rows: ExportedEvent[] =
      part === "default"
        ? await straysBehind(sql, before, behind, eventsOfFile)
        : await eventsBehind(sql, part, behind, eventsOfFile);
    const last = rows.at(-1);
    if (last === undefined) return false;
    await keep(sql, folder, { kind: "events", rows, partition: part, lastId: last.id });
    return rows.length === eventsOfFile;
  });
}

interface Kept {
  kind: RetentionKind;
  rows: readonly ExportedRow[];
  partition: string | null;
  lastId: string | null;
}

async function keep(sql: Sql, folder: string, kept: Kept): Promise<void> {
  const { kind, rows, partition, lastId } = kept;
  const times = rows.map(({ at }) => at.getTime());
  const since = new Date(times.reduce((a, b) => Math.min(a, b)));
  const until = new Date(times.reduce((a, b) => Math.max(a, b)));
  const file = `${kind}/${stamp(since)}_${stamp(until)}_${newId()}.ndjson.gz`;
  await writeLines(
    folder,
    file,
    rows.map(({ line }) => line),
  );
  await noteExport(sql, { file, kind, rows: rows.length, since, until, partition, lastId });
}

const stamp = (time: Date): string => time.toISOString().replaceAll(/[:.]/g, "-");

async function clearLeftOvers(db: Database, folder: string): Promise<void> {
  const before = Date.now() - leftOverMs;
  for (const kind of retentionKinds) {
    const names = await readdir(join(folder, kind)).catch(() => []);
    const files = names
      .filter((name) => /\.ndjson\.gz(\.part)?$/.test(name))
      .map((name) => `${kind}/${name}`);
    const noted = await filesNoted(db, files);
    for (const file of files.filter((one) => !noted.has(one))) {
      const path = join(folder, file);
      const { mtimeMs } = await stat(path);
      if (mtimeMs < before) await rm(path, { force: true });
    }
  }
}
