import { createTransport } from "nodemailer";
import { broadcast } from "../src/activities/broadcast.ts";
import { versionCache } from "../src/activities/versions.ts";
import { openChannels } from "../src/channels/open.ts";
import { openDatabase } from "../src/db/core/database.ts";
import type { RunRecord } from "../src/db/runs/run-rows.ts";
import { readConfig } from "../src/platform/config/config.ts";
import { rendererPool } from "../src/rendering/pool.ts";
import { loadLinkSigner } from "../src/services/clicks/link-signer.ts";
import { rateOf } from "./rounds.ts";

/**
 * The program that sends what `broadcast` measures, so that its CPU seconds are those of the sender
 * alone: a message to a segment by Campanile, or the same number of constant mails by nodemailer.
 */
export type SendOrder =
  | { what: "broadcast"; run: RunRecord; now: string }
  | { what: "constant"; count: number; html: string; text: string };

/** What it took: seconds on the clock, and of the processor. */
export interface Sent {
  mails: number;
  seconds: number;
  cpuSeconds: number;
  /** By how much more of the heap was kept in the last quarter than in the second, in megabytes. */
  growthMb: number;
}

const [databaseUrl = "", smtpUrl = ""] = process.argv.slice(2);
const concurrency = 20;

const read = readConfig({ ...process.env, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl });
if (!read.ok) throw new Error("the sender's settings can't be read");
const { config } = read;
const db = openDatabase(databaseUrl, config.database.connections);
const links = await loadLinkSigner(db, "https://campanile.example", undefined);
const renderer = rendererPool();
const channels = await openChannels({ db, renderer, links, config });
const findBlock = versionCache();
const transport = createTransport({
  url: smtpUrl,
  pool: true,
  maxConnections: concurrency,
  maxMessages: Number.POSITIVE_INFINITY,
});

async function toSegment(run: RunRecord, now: string): Promise<number> {
  const blockId = "all";
  const published = await findBlock(db, run.versionId, blockId);
  const { block, config: settings } = published;
  if (block.place !== "bulk") throw new Error("the bench's block sends to no segment");
  let sent = 0;
  const facts = {
    event: {
      id: run.eventId,
      typeKey: "bench",
      keyValue: "bench",
      params: {},
      receivedAt: now,
      occurredAt: null,
    },
    contact: null,
    order: null,
    vars: {},
    messages: {},
    waited: {},
    now,
    workspace: { timeZone: "UTC", language: null },
  };
  await block.perform(settings, {
    facts: () => Promise.resolve(facts),
    broadcast: async (wanted) => {
      const made = await broadcast(
        { db, renderer, channels, findBlock },
        {
          run,
          step: { runId: run.id, blockId, visit: 1, position: 1, at: now, check: false },
          published,
          facts,
          ...wanted,
          report: () => undefined,
          cancelled: {
            cancellationSignal: new AbortController().signal,
            cancelled: new Promise<never>(() => undefined),
          },
        },
      );
      sent = made?.sent ?? 0;
      return made;
    },
  });
  return sent;
}

async function constant(count: number, html: string, text: string): Promise<number> {
  await rateOf(concurrency, count, (index) =>
    transport.sendMail({
      from: config.mail.from,
      to: `m${index}@bench.example`,
      subject: "News",
      html,
      text,
    }),
  );
  return count;
}

async function perform(order: SendOrder): Promise<Sent> {
  const sizes: number[] = [];
  const sampling = setInterval(() => sizes.push(process.memoryUsage().heapUsed), 100);
  const before = process.cpuUsage();
  const began = performance.now();
  const mails =
    order.what === "broadcast"
      ? await toSegment(order.run, order.now)
      : await constant(order.count, order.html, order.text);
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  clearInterval(sampling);
  return { mails, seconds, cpuSeconds: (user + system) / 1_000_000, growthMb: growthOf(sizes) };
}

/** What is kept is what a collection leaves: the least of a quarter. */
function growthOf(sizes: readonly number[]): number {
  const quarter = Math.floor(sizes.length / 4);
  const leastFrom = (start: number): number => Math.min(...sizes.slice(start, start + quarter));
  return (leastFrom(3 * quarter) - leastFrom(quarter)) / 1_000_000;
}

process.on("message", (order: SendOrder) => {
  void perform(order).then(
    (sent) => process.send?.(sent),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
