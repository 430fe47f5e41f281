import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withRendererPool } from "../../src/rendering/pool.ts";
import type { Database } from "../../src/db/core/database.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { makeContacts } from "../contacts.ts";
import { figure } from "../figures.ts";
import { answers } from "../growth/asking.ts";
import { crowd, crowdedType, eventsOf, makeCrowded } from "../growth/hard-cases.ts";
import type { Loaded } from "../growth/ids.ts";
import { questions } from "../growth/lists.ts";
import { listTimes } from "../growth/list-times.ts";
import { loadedDatabase, monthsBetween } from "../growth/load.ts";
import { inRounds } from "../rounds.ts";
import type { BenchSection, Section } from "../section.ts";
import type { Sizes } from "../sizes.ts";
import { makeLaunching, makeOnce } from "../workflows.ts";

const dayMs = 86_400_000;

function sizesOf(isQuick: boolean): Loaded {
  const until = new Date();
  const since = new Date(until.getTime() - (isQuick ? 70 : 180) * dayMs);
  return isQuick
    ? { events: 100_000, contacts: 10_000, runs: 10_000, since, until }
    : { events: 10_000_000, contacts: 1_000_000, runs: 1_000_000, since, until };
}

/** Months of use: what ingest, lists and forgetting cost then. */
export const section: BenchSection = {
  name: "growth",
  title: "Growth: 10 million events, a million contacts, a million runs",
  async run(servers, sizes) {
    const loaded = sizesOf(sizes.isQuick);
    const { db } = await loadedDatabase(servers, "growth", loaded);
    try {
      return [
        await lists(db, loaded),
        ...(await ingested(servers.apart.db, db, sizes)),
        await dropped(db, loaded),
      ];
    } finally {
      await db.close();
    }
  },
};

async function lists(db: Database, loaded: Loaded): Promise<Section> {
  const config = readConfig({});
  if (!config.ok) throw new Error("the usual settings can't be read");
  const { questions: all } = await questions(db, loaded);
  const folder = join(projectRoot, "bench", "results");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "growth-plans.json");
  const figures = await withRendererPool((renderer) =>
    listTimes(db, answers(db, renderer, config.config), all, file),
  );
  return { title: "Lists of the public API, loaded", figures };
}

async function ingested(empty: Database, full: Database, sizes: Sizes): Promise<Section[]> {
  for (const db of [empty, full]) {
    await makeOnce(db);
    await makeLaunching(db);
    await makeContacts(db, sizes.contacts);
  }
  await makeCrowded(full);
  const [intoEmpty, intoFull] = [createIngest(empty), createIngest(full)];
  const of = (ingest: typeof intoFull, shape: Parameters<typeof eventsOf>[3]) =>
    eventsOf(ingest, sizes.contacts, sizes.milliseconds, shape);
  const pair = (what: string, typeKey: string) => {
    const shape = { typeKey, batch: 100 };
    const baseline = `${what}, empty`;
    return [
      of(intoEmpty, { ...shape, name: baseline, baseline }),
      of(intoFull, { ...shape, name: `${what}, loaded`, baseline, mark: { atLeast: 0.8 } }),
    ];
  };
  try {
    const compared = await inRounds(
      [...pair("suppressed", "benchOnce"), ...pair("launching", "benchLaunch")],
      sizes.rounds,
    );
    const suppressed = { typeKey: "benchOnce", batch: 100 };
    const hard = await inRounds(
      [
        of(intoFull, { ...suppressed, name: "any contact, any key" }),
        of(intoFull, {
          ...suppressed,
          name: "the contact of one event in a hundred",
          email: "c1@growth.example",
        }),
        of(intoFull, { ...suppressed, name: "the key of one event in ten", key: "same" }),
        of(intoFull, {
          typeKey: crowdedType,
          batch: 1,
          decisions: crowd,
          name: "a thousand bindings on the type, batches of one",
          email: "c1@growth.example",
        }),
      ],
      sizes.rounds,
    );
    return [
      { title: "Ingest, batches of 100, two callers", figures: compared },
      { title: "Ingest into a loaded database: what everybody names", figures: hard },
    ];
  } finally {
    await Promise.all([intoEmpty.close(), intoFull.close()]);
  }
}

/** The oldest month goes with its decisions, while nobody else is there. */
async function dropped(db: Database, { since, until }: Loaded): Promise<Section> {
  const [, month] = monthsBetween(since, until);
  if (month === undefined) throw new Error("less than two months were loaded");
  const began = performance.now();
  await db.tx(async (sql) => {
    await sql.query(`drop table events_${month.name}`);
    await sql.query(`drop table event_decisions_${month.name}`);
  });
  const values = [performance.now() - began];
  const name = "a month's partitions of events and decisions dropped";
  const mark = { atMost: 1_000, of: "value" } as const;
  return { title: "Forgetting a month", figures: [figure({ name, unit: "ms", values, mark })] };
}
