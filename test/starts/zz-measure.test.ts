import { readFileSync, appendFileSync } from "node:fs";
import { test } from "vitest";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { incoming } from "../support/events.ts";
import { count, segmentOf, startsSetup, theFanOut } from "../support/starts.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
const out = (line: string) => appendFileSync("/tmp/measure.txt", `${line}\n`);
const hwm = (pid: number) => /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
test.each([["launching", {}], ["filtered", { filter: { "==": [{ var: "event.keyValue" }, "never"] } }]])("100k %s", async (name, more) => {
  const { db, ingest, settings } = await startsSetup();
  const members = 100_000;
  await segmentOf(db, "VIP", members);
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, frequency: { kind: "once" }, forEachMemberOf: { segment: "VIP" } }] });
  await ingest.submit([incoming()]);
  if (name === "filtered") await db.query("update bindings set filter = $1", [JSON.stringify((more as {filter: object}).filter)]);
  await theFanOut(db);
  let worker = await workerProcess(settings);
  let at = performance.now();
  const started = at;
  await eventually("half", async () => ((await db.query<{ done: number }>("select done from fan_outs"))[0]?.done ?? 0) >= members / 2, 300_000);
  out(`${name}: first half ${Math.round(performance.now() - at)} ms, peak RSS ${hwm(worker.pid)} kB`);
  await worker.kill();
  out(`${name}: ${JSON.stringify(await db.query("select status, count(*) as n from runs group by 1"))}`);
  out(`${name}: killed at ${JSON.stringify((await db.query("select done, state from fan_outs"))[0])}`);
  at = performance.now();
  worker = await workerProcess(settings);
  await eventually("all", async () => ((await db.query<{ done: number }>("select done from fan_outs where state = 'done'"))[0]?.done ?? 0) === members, 300_000);
  out(`${name}: after the kill ${Math.round(performance.now() - at)} ms (worker start, heartbeat time-out and second half), in all ${Math.round(performance.now() - started)} ms, peak RSS ${hwm(worker.pid)} kB`);
  out(`${name}: ${JSON.stringify((await db.query("select done, launched, failed from fan_outs"))[0])} events ${await count(db, "events where source = 'fan-out'")} contacts ${(await db.query<{n:number}>("select count(distinct contact_id) as n from events where source='fan-out'"))[0]?.n} runs ${await count(db, "runs")}`);
  // a live event while 100,000 wait
  if (name === "launching") {
    await makeWorkflow(db, { bindings: [{ ...startOnOrder, eventTypeKey: "live" }] });
    at = performance.now();
    await ingest.submit([incoming({ typeKey: "live" })]);
    await eventually("live run", async () => (await count(db, "runs where not bulk and status = 'completed'")) === 1, 60_000);
    out(`live event's run completed after ${Math.round(performance.now() - at)} ms while ${await count(db, "runs where status = 'pending'")} wait`);
  }
}, 600_000);
