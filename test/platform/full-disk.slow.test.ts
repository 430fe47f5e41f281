import { openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { afterwards } from "../support/afterwards.ts";
import { apiProcess } from "../support/api-process.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { testMailServer } from "../support/mail-server.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { workerProcess } from "../support/worker.ts";
import { startCampanile } from "../support/campanile.ts";
import { entriesOf } from "../support/log-entries.ts";
import { mountable, smallDisk } from "../support/small-disk.ts";
import { eventually } from "../support/wait.ts";

const askMs = 20_000;

describe.skipIf(!mountable)("on a disk of its own", () => {
  test("a full log disk stops no request; /readyz tells, and what was dropped is counted", async () => {
    const disk = await smallDisk("2m");
    const file = join(disk.folder, "api.log");
    const api = await apiProcess(
      { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" },
      { log: openSync(file, "a") },
    );
    const ask = (path: string) =>
      fetch(`${api.url}${path}`, { signal: AbortSignal.timeout(askMs) });
    disk.fill();
    // More than may wait in memory.
    for (let batch = 0; batch < 300; batch++) {
      await Promise.all(Array.from({ length: 30 }, async () => (await ask("/nothing")).text()));
    }
    expect((await ask("/livez")).status).toBe(200);
    const told = (await (await ask("/readyz")).json()) as {
      log: { ok: boolean; dropped: number };
    };
    expect([told.log.ok, told.log.dropped > 0]).toEqual([false, true]);
    disk.makeRoom();
    const notice = await eventually("the count", () =>
      entriesOf(readFileSync(file, "utf8")).find(({ dropped }) => typeof dropped === "number"),
    );
    expect(notice).toMatchObject({ level: 40, reason: "ENOSPC" });
    expect(await (await ask("/readyz")).json()).toMatchObject({ log: { ok: true } });
    api.child.kill("SIGTERM");
    expect(await api.exited).toEqual([0, null]);
    entriesOf(readFileSync(file, "utf8"));
  });

  test("a full log disk holds up no API that is asked to end", async () => {
    const disk = await smallDisk("64k");
    const output = openSync(join(disk.folder, "api.log"), "a");
    disk.fill();
    const api = await apiProcess(
      { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" },
      { log: output },
    );
    expect((await fetch(`${api.url}/livez`)).status).toBe(200);
    api.child.kill("SIGTERM");
    expect(await api.exited).toEqual([0, null]);
  });

  test("a full log disk holds up no run, and no worker that is asked to end", async () => {
    const { url, db } = await testDatabase(10);
    await testTemporal();
    await makeWorkflow(db, { definition: inARow(email("mail", "Hello")) });
    const mail = await testMailServer();
    const disk = await smallDisk("64k");
    const log = openSync(join(disk.folder, "worker.log"), "a");
    disk.fill();
    const worker = await workerProcess(
      {
        databaseUrl: url,
        smtpUrl: mail.url,
        taskQueue: unique("full"),
        env: { LOG_LEVEL: "trace" },
      },
      { log },
    );
    const ingest = createIngest(db);
    afterwards(() => ingest.close());
    await ingest.ingest(
      Array.from({ length: 30 }, (_, n) =>
        incoming({ email: `${n}@example.com`, keyValue: `${n}` }),
      ),
    );
    await eventually("30 mails", () => mail.received.length === 30);
    expect(await worker.stop()).toBe(0);
  });

  const shortages = [
    { what: "for nothing at all", but: 0 },
    // Tables still grow; the write-ahead log doesn't, so that Postgres ends and can't start again.
    { what: "for no write-ahead log", but: 10 * 1024 * 1024 },
  ];

  test.each(shortages)(
    "npm start on a disk with room $what answers 503 until there is, and then loses and repeats nothing",
    async ({ but }) => {
      const disk = await smallDisk("320m");
      const campanile = startCampanile(disk.folder);
      await campanile.isUp();
      const { url, key = "" } = campanile.facts();
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const accepted = new Set<string>();
      const refused: { status: number; retryAfter: string | null }[] = [];
      const send = async (name: string): Promise<void> => {
        const answer = await fetch(`${url}/api/v1/event`, {
          method: "POST",
          headers,
          body: bodyOf(name),
          signal: AbortSignal.timeout(askMs),
        });
        await answer.text();
        if (answer.ok) accepted.add(name);
        else refused.push({ status: answer.status, retryAfter: answer.headers.get("retry-after") });
      };
      await send("before");
      expect(accepted.size).toBe(1);

      disk.fill(but);
      for (let batch = 0; refused.length < 200 && batch < 400; batch++) {
        await Promise.all(Array.from({ length: 20 }, (_, place) => send(`${batch}-${place}`)));
      }
      expect(refused.length).toBeGreaterThanOrEqual(200);
      expect([...new Set(refused.map((one) => JSON.stringify(one)))]).toEqual([
        JSON.stringify({ status: 503, retryAfter: "2" }),
      ]);
      expect((await fetch(`${url}/livez`)).status).toBe(200);

      disk.makeRoom();
      await eventually("an accepted event", () => send("after").then(() => accepted.has("after")));
      const ended = await eventually("the end of all runs", async () => {
        const runs = await everyRun(url, headers);
        return runs.every(({ status }) => status === "completed") && runs;
      });
      // A request that was answered 503 may have been kept all the same: at most once each.
      const keys = ended.map(({ event }) => event.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toEqual(expect.arrayContaining([...accepted]));
      campanile.process.kill("SIGTERM");
      expect(await campanile.ended()).toBe(0);
      const logs = join(disk.folder, "logs");
      for (const log of readdirSync(logs)) entriesOf(readFileSync(join(logs, log), "utf8"));
    },
  );
});

/** Large and unlike any other, so that it takes its room. */
function bodyOf(name: string): string {
  const filler = Array.from({ length: 600 }, () => Math.random().toString(36).slice(2)).join("");
  return JSON.stringify({
    eventTypeKey: "orderDELIVERED",
    keyValue: name,
    params: [
      { name: "Email", value: `${name}@example.com` },
      { name: "orderId", value: name },
      { name: "filler", value: filler },
    ],
  });
}

const everyRun = (url: string, headers: Record<string, string>) =>
  everything<{ status: string; event: { key: string } }>(`${url}/api/v1/runs`, headers);

async function everything<Item>(url: string, headers: Record<string, string>): Promise<Item[]> {
  const items: Item[] = [];
  let after = "";
  do {
    const answer = await fetch(`${url}?limit=200${after}`, { headers });
    const page = (await answer.json()) as { items: Item[]; next: string | null };
    items.push(...page.items);
    after = page.next === null ? "" : `&after=${encodeURIComponent(page.next)}`;
  } while (after !== "");
  return items;
}
