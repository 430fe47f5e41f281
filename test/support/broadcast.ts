import { broadcast } from "../../src/activities/broadcast.ts";
import { versionCache } from "../../src/activities/versions.ts";
import type { BroadcastResult } from "../../src/blocks/block.ts";
import { openChannels } from "../../src/channels/open.ts";
import type { Database } from "../../src/db/core/database.ts";
import { factsOf } from "../../src/db/runs/run-facts.ts";
import { lockRun } from "../../src/db/runs/run-rows.ts";
import { required } from "../../src/domain/required.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { loadLinkSigner } from "../../src/services/clicks/link-signer.ts";
import { afterwards } from "./afterwards.ts";
import { makeWorkflow } from "./campaign.ts";
import { inARow } from "./definitions.ts";
import { incoming } from "./events.ts";
import { renderer } from "./renderer.ts";

const blockId = "all";

export interface Attempts {
  /** Goes through the segment "All", as an attempt of the block does. */
  attempt(over?: Database): Promise<BroadcastResult | null>;
  runId: string;
}

/** A message to a segment, without Temporal: an attempt is a call. */
export async function attemptsOf(
  db: Database,
  config: object,
  env: Record<string, string> = {},
): Promise<Attempts> {
  const all = { id: blockId, kind: "sendToSegment", config: { segment: "All", ...config } };
  await makeWorkflow(db, { definition: inARow(all) });
  const ingest = createIngest(db);
  await ingest.ingest([incoming()]);
  await ingest.close();
  const [row] = await db.query<{ id: string }>("select id from runs");
  const run = required(await lockRun(db, required(row, "a run").id), "the run");
  const read = readConfig(env);
  if (!read.ok) throw new Error("the settings can't be read");
  const links = await loadLinkSigner(db, "https://campanile.example", undefined);
  const channels = await openChannels({ db, renderer, links, config: read.config });
  afterwards(() => channels.close());
  const findBlock = versionCache();
  const published = await findBlock(db, run.versionId, blockId);
  const { block } = published;
  if (block.place !== "bulk") throw new Error("it sends to no segment");
  const now = new Date().toISOString();
  const facts = await factsOf(db, run, now);
  const step = { runId: run.id, blockId, visit: 1, position: 1, at: now, check: false };
  const signal = new AbortController().signal;
  const cancelled = { cancellationSignal: signal, cancelled: new Promise<never>(() => undefined) };
  const attempt = async (over: Database = db): Promise<BroadcastResult | null> => {
    let result: BroadcastResult | null = null;
    await block.perform(published.config, {
      facts: () => Promise.resolve(facts),
      broadcast: async (wanted) => {
        const given = { ...wanted, run, step, published, facts, cancelled };
        const deps = { db: over, renderer, channels, findBlock };
        return (result = await broadcast(deps, { ...given, report: () => undefined }));
      },
    });
    return result;
  };
  return { attempt, runId: run.id };
}

/** Members of the segment "All": "m1@example.com" and on, with a name, a phone and a language each. */
export async function membersOfAll(db: Database, count: number): Promise<void> {
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'All')");
  await db.query(
    `with made as (
       insert into contacts (id, email, phone, first_name, language, source)
       select make_uuid7(), 'm' || n || '@example.com', '+4930' || (1000000 + n), 'Member ' || n,
              case when n % 2 = 0 then 'uk' else 'en' end, 'test'
         from generate_series(1, $1::int) n returning id)
     insert into segment_members (segment_id, contact_id)
     select s.id, made.id from segments s, made`,
    [count],
  );
}
