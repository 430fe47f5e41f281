import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Database } from "../../../src/db/core/database.ts";
import { retentionExport } from "../../../src/services/retention/export/export.ts";
import { forgetEvents } from "../../../src/services/retention/forget-events.ts";
import { forgetStep, kindsOfRuns } from "../../../src/services/retention/forget.ts";
import { forgetAllOfRuns } from "../../../src/worker/retention.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { testDatabase } from "../../support/database.ts";
import { pastContacts, pastPartitions, pastRuns, typeIdOf } from "../../support/past-data.ts";
import { mountable, smallDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const before = new Date(Date.now() - 100 * 86_400_000);
const { signal } = new AbortController();

type Line = { table: string; id: string; run_id?: string; html?: string; decisions?: unknown[] };

/** What the files of a kind hold that the manifest knows. */
async function linesOf(db: Database, folder: string, kind: string): Promise<Line[]> {
  const files = await db.query<{ file: string; rows: number }>(
    "select file, rows from retention_exports where kind = $1",
    [kind],
  );
  const lines: Line[] = [];
  for (const { file, rows } of files) {
    const text = gunzipSync(await readFile(join(folder, file))).toString();
    const found = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    expect(found).toHaveLength(rows);
    lines.push(...found);
  }
  return lines;
}

async function pastStory(runs: number) {
  const { db } = await testDatabase();
  await pastPartitions(db, 8);
  const workflow = await makeWorkflow(db);
  const [contactId = ""] = await pastContacts(db, 1);
  const given = { daysAgo: 200, lasted: 1, status: "completed" as const, contactId, messages: 2 };
  const ids = await pastRuns(
    db,
    workflow,
    await typeIdOf(db, "order"),
    Array.from({ length: runs }, () => given),
  );
  return { db, ids };
}

const names = (lines: readonly Line[], table: string): string[] =>
  lines.filter((line) => line.table === table).map(({ id }) => id);

test("each row that goes is in one file that the manifest knows, and none is in two", async () => {
  const { db, ids } = await pastStory(9);
  const folder = await temporaryFolder();
  const { ofRuns, ofPartition } = retentionExport(db, folder);
  const messages = (await db.query<{ id: string }>("select id from messages")).map(({ id }) => id);
  const events = (await db.query<{ id: string }>("select id from events")).map(({ id }) => id);
  const options = { ...ofRuns, sizes: { runs: 4, messages: 3 } };
  for (const kind of kindsOfRuns) await forgetAllOfRuns(db, kind, { before, signal, ...options });
  await forgetEvents(db, { before, signal, keepElsewhere: ofPartition });

  const contents = await linesOf(db, folder, "messageContents");
  expect(names(contents, "message_contents").toSorted()).toEqual(messages.toSorted());
  const gone = await linesOf(db, folder, "messages");
  expect(names(gone, "messages").toSorted()).toEqual(messages.toSorted());
  expect(gone.filter(({ table }) => table === "message_log")).toHaveLength(18);
  const runs = await linesOf(db, folder, "runs");
  expect(names(runs, "runs").toSorted()).toEqual(ids.toSorted());
  const steps = await linesOf(db, folder, "journals");
  expect(steps.filter(({ table }) => table === "run_steps")).toHaveLength(18);
  const kept = await linesOf(db, folder, "events");
  expect(names(kept, "events").toSorted()).toEqual(events.toSorted());
  expect(kept.every(({ decisions }) => decisions?.length === 1)).toBe(true);
  const [left] = await db.query<{ n: number }>(
    "select (select count(*) from runs) + (select count(*) from messages) + (select count(*) from events) as n",
  );
  expect(left?.n).toBe(0);
});

test("a step that fails behind its file forgets nothing; the file is unknown, and goes after an hour", async () => {
  const { db } = await pastStory(3);
  const folder = await temporaryFolder();
  const exporting = retentionExport(db, folder);
  const failing = {
    ...exporting.ofRuns,
    keepElsewhere: async (...given: Parameters<typeof exporting.ofRuns.keepElsewhere>) => {
      await exporting.ofRuns.keepElsewhere(...given);
      throw new Error("killed");
    },
  };
  await expect(forgetStep(db, "messages", before, failing)).rejects.toThrow("killed");
  const there = await db.query("select from messages");
  expect(there).toHaveLength(6);
  const [file = ""] = await readdir(join(folder, "messages"));
  await writeFile(join(folder, "messages", "notes.txt"), "of somebody else");
  await exporting.clearLeftOvers();
  expect(await readdir(join(folder, "messages"))).toContain(file);
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
  await utimes(join(folder, "messages", file), hoursAgo, hoursAgo);
  await exporting.clearLeftOvers();
  expect(await readdir(join(folder, "messages"))).toEqual(["notes.txt"]);
  await forgetAllOfRuns(db, "messages", { before, signal, ...exporting.ofRuns });
  expect(names(await linesOf(db, folder, "messages"), "messages")).toHaveLength(6);
});

test.runIf(mountable)(
  "a full disk keeps everything in Postgres, and leaves no half file",
  async () => {
    const { db } = await pastStory(30);
    const disk = await smallDisk("1m");
    disk.fill();
    const { ofRuns, ofPartition } = retentionExport(db, disk.folder);
    await expect(forgetStep(db, "runs", before, ofRuns)).rejects.toThrow("ENOSPC");
    await expect(forgetEvents(db, { before, signal, keepElsewhere: ofPartition })).rejects.toThrow(
      "ENOSPC",
    );
    expect(await db.query("select from runs")).toHaveLength(30);
    expect(await db.query("select from events")).toHaveLength(30);
    disk.makeRoom();
    await forgetAllOfRuns(db, "runs", { before, signal, ...ofRuns });
    await forgetEvents(db, { before, signal, keepElsewhere: ofPartition });
    expect(names(await linesOf(db, disk.folder, "runs"), "runs")).toHaveLength(30);
    expect(names(await linesOf(db, disk.folder, "events"), "events")).toHaveLength(30);
  },
);
