import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import type { TestApi } from "./api.ts";
import { activeWorkflow, send, testApi } from "./api.ts";

let api: TestApi;
let workflowId: string;
/** By what becomes of them. */
const runs: Record<string, string> = {};

interface Visit {
  block: string;
  branch?: string;
  visit?: number;
  kind?: string;
  outcome?: object;
  /** In hours from now; a wait. */
  until?: number;
  open?: boolean;
}

/** Writes the way of a run as its blocks would have. */
async function goes(run: string, ...way: Visit[]): Promise<void> {
  for (const [index, given] of way.entries()) {
    const { block, branch = "next", visit = 1, kind = "delay", outcome = {}, until, open } = given;
    await api.db.query(
      `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(hours => $8),
               case when not $9 then clock_timestamp() end)`,
      [runs[run], block, visit, index + 1, kind, branch, outcome, until ?? null, open ?? false],
    );
  }
}

async function becomes(run: string, status: string, error: object | null = null): Promise<void> {
  await api.db.query(
    `update runs set status = $2, started_at = now(), error = $3,
                     ended_at = case when $2 <> 'running' then clock_timestamp() end where id = $1`,
    [runs[run], status, error],
  );
}

async function mail(run: string, more: { state: string; opens?: number; clicks?: number }) {
  await api.db.query(
    `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient, sender,
                           subject, html, body_text, transactional, state, opens, clicks)
     select gen_random_uuid(), id, 'mail', 1, workflow_id, contact_id, 'email', '', '', '', '', '', false, $2, $3, $4
       from runs where id = $1`,
    [runs[run], more.state, more.opens ?? 0, more.clicks ?? 0],
  );
}

beforeAll(async () => {
  api = await testApi();
  ({ workflowId } = await activeWorkflow(api, { typeKey: "figured" }));
  for (const name of ["waits", "loops", "fails", "sends", "stopped", "pending", "test"]) {
    const { decisions } = await send(api, "figured", `${name}@example.com`, `key-${name}`);
    runs[name] = decisions[0].runId;
  }
  await becomes("waits", "running");
  await goes("waits", { block: "wait", until: 5, open: true });

  // Goes by twice the same way and once another: one run at the block and at each way out.
  await becomes("loops", "running");
  const again = (visit: number) => ({ block: "check", branch: "again", visit });
  await goes("loops", again(1), again(2), { block: "check", branch: "out", visit: 3 });
  await goes("loops", ...[], { block: "mail", kind: "sendEmail", outcome: { state: "sent" } });
  await mail("loops", { state: "sent", clicks: 2 });
  await api.db.query("update run_steps set position = 4 where block_id = 'mail'");
  await becomes("loops", "completed");

  await goes("fails", { block: "check", branch: "out" });
  await becomes("fails", "failed", { block: "mail", message: "no" });

  await becomes("sends", "running");
  await goes("sends", { block: "check", branch: "out" });
  await mail("sends", { state: "queued" });

  await becomes("stopped", "stopped");
  await goes("stopped", { block: "wait", until: 5 });

  await becomes("test", "running");
  await goes("test", { block: "wait", until: 5, open: true });
  await api.db.query(`update runs set test = '{"event": {"typeKey": "figured"}}' where id = $1`, [
    runs["test"],
  ]);
});

const ids = async (query: string): Promise<string[]> => {
  const { status, body } = await api.get(`/runs?workflowId=${workflowId}&${query}`);
  expect(status).toBe(200);
  const names = new Map(Object.entries(runs).map(([name, id]) => [id, name]));
  return body.items.map(({ id }: { id: string }) => names.get(id)).toSorted();
};

describe("the figures of a workflow", () => {
  test("a run counts once at each block and way, real runs only, waits and failures where they are", async () => {
    const { body } = await api.get(`/workflows/${workflowId}/figures`);
    expect(body.runs).toEqual({
      total: 6,
      pending: 1,
      running: 2,
      completed: 1,
      failed: 1,
      stopped: 1,
    });
    const block = (blockId: string, ...counts: number[]) => {
      const [entered, waiting, done, failed] = counts;
      return { blockId, entered, waiting, done, failed };
    };
    expect(body.blocks).toEqual([
      block("check", 3, 0, 3, 0),
      block("mail", 3, 1, 1, 1),
      block("start", 6, 0, 5, 0),
      // One was stopped there: it has not left it.
      block("wait", 2, 1, 0, 0),
    ]);
    expect(body.edges).toEqual([
      { from: "check", branch: "again", count: 1 },
      { from: "check", branch: "out", count: 3 },
      { from: "mail", branch: "next", count: 1 },
      { from: "start", branch: "next", count: 5 },
    ]);
    expect(body.messages).toEqual([
      {
        blockId: "mail",
        queued: 1,
        sent: 1,
        delivered: 0,
        bounced: 0,
        opened: 1,
        clicked: 1,
        failed: 0,
        unknown: 0,
        skipped: 0,
      },
    ]);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(30 * 86_400_000);
  });

  test("a period or a version narrows them; what is not there is told", async () => {
    const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString();
    const figures = (query: string) => api.get(`/workflows/${workflowId}/figures?${query}`);
    expect((await figures(`to=${hour(-1)}`)).body).toMatchObject({
      blocks: [],
      runs: { total: 0 },
    });
    expect((await figures(`from=${hour(-1)}&to=${hour(1)}`)).body.runs.total).toBe(6);
    expect((await figures("version=1")).body).toMatchObject({ version: 1, runs: { total: 6 } });
    expect((await figures("version=2")).status).toBe(404);
    expect((await figures(`from=${hour(1)}&to=${hour(-1)}`)).status).toBe(400);
    expect((await api.get(`/workflows/${v7()}/figures`)).status).toBe(404);
  });

  test("a message that was not to be sent is counted as skipped", async () => {
    const { workflowId: id } = await activeWorkflow(api, { typeKey: "skipping" });
    const { decisions } = await send(api, "skipping", "s@example.com");
    runs["skips"] = decisions[0].runId;
    await becomes("skips", "running");
    await goes("skips", { block: "mail", kind: "sendEmail", outcome: { state: "not sent" } });
    const { body } = await api.get(`/workflows/${id}/figures`);
    expect(body.messages).toMatchObject([{ blockId: "mail", sent: 0, skipped: 1 }]);
  });
});

describe("runs by block, time, type and key", () => {
  test("the list holds the very runs that the figures count", async () => {
    const real = "test=false";
    expect(await ids(`blockId=wait&blockState=waiting&${real}`)).toEqual(["waits"]);
    expect(await ids("blockId=wait&blockState=waiting")).toEqual(["test", "waits"]);
    expect(await ids(`blockId=wait&${real}`)).toEqual(["stopped", "waits"]);
    expect(await ids(`blockId=wait&blockState=done&${real}`)).toEqual([]);
    expect(await ids("blockId=check&blockState=done")).toEqual(["fails", "loops", "sends"]);
    expect(await ids("blockId=mail&blockState=waiting")).toEqual(["sends"]);
    expect(await ids("blockId=mail&blockState=failed")).toEqual(["fails"]);
    expect(await ids("blockId=mail&blockState=entered")).toEqual(["fails", "loops", "sends"]);
    expect(await ids(`blockId=start&${real}`)).toHaveLength(6);
    expect(await ids(`blockId=start&blockState=done&${real}`)).toEqual([
      "fails",
      "loops",
      "sends",
      "stopped",
      "waits",
    ]);
    expect(await ids(`version=1&${real}`)).toHaveLength(6);
    expect(await ids("version=2")).toEqual([]);
  });

  test("the time of creation, the event's type and the beginning of its key narrow it", async () => {
    const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toISOString();
    expect(await ids(`from=${hour(-1)}&to=${hour(1)}`)).toHaveLength(7);
    expect(await ids(`from=${hour(1)}`)).toEqual([]);
    expect(await ids(`to=${hour(-1)}`)).toEqual([]);
    expect(await ids("typeKey=figured")).toHaveLength(7);
    expect(await ids("typeKey=click")).toEqual([]);
    expect(await ids("search=key-s")).toEqual(["sends", "stopped"]);
    expect(await ids("search=key_s")).toEqual([]);
  });

  test("the list tells at which wait a run is, and until when, and of no other run", async () => {
    const { body } = await api.get(`/runs?workflowId=${workflowId}`);
    const waits = new Map<string, { until: string } | null>(
      body.items.map((run: { id: string; waitsAt: never }) => [run.id, run.waitsAt]),
    );
    const wait = waits.get(runs["waits"] ?? "");
    expect(wait).toMatchObject({ blockId: "wait", name: null, kind: "delay" });
    expect(Date.parse(wait?.until ?? "")).toBeGreaterThan(Date.now() + 4 * 3_600_000);
    for (const name of ["stopped", "sends", "loops"]) {
      expect([name, waits.get(runs[name] ?? "")]).toEqual([name, null]);
    }
  });

  test("a block and a version need their workflow, and a state its block", async () => {
    const refused = async (query: string) => (await api.get(`/runs?${query}`)).body.errors;
    expect(await refused("blockId=wait")).toMatchObject([{ path: "workflowId" }]);
    expect(await refused("version=1")).toMatchObject([{ path: "workflowId" }]);
    expect(await refused(`workflowId=${workflowId}&blockState=done`)).toMatchObject([
      { path: "blockId" },
    ]);
  });
});

test("a run shows the definition that it runs, where it is, and how it was asked by hand", async () => {
  const { body } = await api.get(`/runs/${runs["waits"]}`);
  expect(body.definition.blocks.map(({ id }: { id: string }) => id)).toEqual([
    "start",
    "mail",
    "end",
  ]);
  expect([body.at, body.retries]).toEqual(["wait", []]);
  expect(body.summaries).toMatchObject({ mail: expect.stringContaining("Hello") });
  expect((await api.get(`/runs/${runs["fails"]}`)).body.at).toBe("mail");
  const skip = await api.post(`/runs/${runs["waits"]}/skip-wait`, { blockId: "wait", visit: 1 });
  expect([skip.status, skip.body.outcome]).toEqual([202, "requested"]);
  expect((await api.post(`/runs/${runs["waits"]}/skip-wait`, { blockId: "wait" })).status).toBe(
    400,
  );
  expect((await api.post(`/runs/${runs["waits"]}/retry`, {})).status).toBe(409);
  const retry = await api.post(`/runs/${runs["fails"]}/retry`, {});
  expect([retry.status, retry.body]).toEqual([202, { outcome: "requested", retry: 1, version: 1 }]);
  const retried = (await api.get(`/runs/${runs["fails"]}`)).body;
  expect(retried).toMatchObject({
    status: "pending",
    error: null,
    retries: [{ from: "failedBlock", error: { block: "mail", message: "no" } }],
  });
});
