import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { test } from "vitest";
import { makeWorkflow } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { workerProcess } from "../support/worker.ts";
import { stack } from "./stack.ts";

test("measure", async () => {
  const { db, ingest, settings } = await stack({ worker: false });
  const sink = fork("/tmp/sink.mjs");
  const [{ port }] = (await once(sink, "message")) as [{ port: number }];
  const total = 20_000;
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'All')");
  await db.query(`with made as (insert into contacts (id, email, language, source)
       select gen_random_uuid(), 'm' || n || '@example.com', 'en', 'test' from generate_series(1, ${total}) n returning id)
     insert into segment_members (segment_id, contact_id) select s.id, made.id from segments s, made where s.name = 'All'`);
  await db.query("analyze");
  const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{ contact.email }}</mj-text><mj-button href="https://example.com/?a=1">Go</mj-button><mj-text>bye <a href="https://example.com/b">b</a> <a href="{{ unsubscribeUrl }}">no more</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
  await makeWorkflow(db, { definition: inARow({ id: "all", kind: "sendToSegment", config: { segment: "All", subject: "To {{ contact.email }}", mjml } }) });
  const worker = await workerProcess({ ...settings, smtpUrl: `smtp://127.0.0.1:${port}` });
  const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${worker.pid}/status`, "utf8"))?.[1]) / 1024;
  const idle = rss();
  const began = performance.now();
  await ingest.submit([incoming()]);
  let most = 0;
  const out: unknown[] = [];
  const say = (what: unknown) => { out.push(what); writeFileSync("/tmp/measured.json", JSON.stringify(out)); };
  for (;;) {
    await new Promise((r) => setTimeout(r, 1000));
    most = Math.max(most, rss());
    const [row] = await db.query<{ status: string; cursor: string; n: number }>("select (select status from runs) as status, (select n_live_tup from pg_stat_user_tables where relname='messages') as n");
    say([Math.round((performance.now() - began) / 1000), row?.n, Math.round(rss())]);
    if (row?.status !== "pending" && row?.status !== "running") break;
  }
  const seconds = (performance.now() - began) / 1000;
  sink.send("n");
  const [{ n }] = (await once(sink, "message")) as [{ n: number }];
  say({ seconds, perSecond: n / seconds, n, idle, most });
  say(await db.query("select sent, failed, unknown, skipped, total from broadcasts"));
  sink.kill();
}, 300_000);
