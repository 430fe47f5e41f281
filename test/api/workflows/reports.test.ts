import { v7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import type { Reported } from "../../support/reported.ts";
import { reportedWorkflow } from "../../support/reported.ts";
import type { TestApi } from "./api.ts";
import { testApi } from "./api.ts";

let api: TestApi;
let reported: Reported;

beforeAll(async () => {
  api = await testApi();
  reported = await reportedWorkflow(api.db);
});

/** A report's file: its status, its type, and its lines. */
async function file(report: string, id = reported.workflowId) {
  const response = await fetch(`${api.url}/api/v1/workflows/${id}/reports/${report}`, {
    headers: { authorization: `Bearer ${api.key}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    disposition: response.headers.get("content-disposition"),
    text: bytes.toString(),
    lines: bytes.toString().replace("\uFEFF", "").trimEnd().split("\r\n"),
  };
}

test("the funnel has the blocks in the order of a run, by name, with what became of messages", async () => {
  const { treated, workflowId } = reported;
  const { body } = await api.get(`/workflows/${workflowId}/funnel`);
  const half = Math.ceil(treated / 2);
  expect(body.runs).toMatchObject({ total: treated, completed: treated });
  expect(
    body.steps.map(({ blockId, name, entered }: Record<string, unknown>) => [
      blockId,
      name,
      entered,
    ]),
  ).toEqual([
    ["start", "Start", treated],
    ["split", "Which subject", treated],
    ["mailA", "=Short subject", half],
    ["mailB", "Long subject", treated - half],
    ["end", "End", 0],
  ]);
  expect(body.steps[1].ways).toEqual([
    { branch: "A", count: half },
    { branch: "B", count: treated - half },
  ]);
  expect(body.steps[1].messages).toBe(null);
  expect(body.steps[2].messages).toMatchObject({
    sent: half,
    delivered: half,
    bounced: 0,
    opened: half,
    clicked: half,
  });
  expect((await api.get(`/workflows/${workflowId}/funnel?version=1`)).body.steps).toEqual(
    body.steps,
  );
  expect((await api.get(`/workflows/${workflowId}/funnel?version=7`)).status).toBe(404);
  expect((await api.get(`/workflows/${v7()}/funnel`)).status).toBe(404);
});

test("where no provider reports, nobody says how many were delivered; a block that is gone stands last", async () => {
  const other = await testApi();
  const { workflowId } = await reportedWorkflow(other.db, 20);
  await other.db.query(
    `update messages set delivered_at = null, block_id = 'gone' where workflow_id = $1 and block_id = 'mailA'`,
    [workflowId],
  );
  const { body } = await other.get(`/workflows/${workflowId}/funnel`);
  expect(body.steps.at(-1)).toMatchObject({
    blockId: "gone",
    name: "gone",
    kind: null,
    messages: { delivered: null, bounced: null },
  });
});

test("each report is a CSV file that says the same as its answer", async () => {
  const { treated, heldOut, workflowId } = reported;
  const half = Math.ceil(treated / 2);
  const [funnel, messages, conversions, splits, uplift, cohorts] = await Promise.all(
    ["funnel", "messages", "conversions", "splits", "uplift", "cohorts"].map((name) => file(name)),
  );
  expect(funnel).toMatchObject({
    status: 200,
    type: "text/csv; charset=utf-8",
    disposition: `attachment; filename=funnel-${workflowId}.csv`,
  });
  expect(funnel?.text.startsWith("\uFEFFblock,name,kind,entered,")).toBe(true);
  expect(funnel?.lines[2]).toBe(`split,Which subject,randomSplit,${treated},1,0,${treated},0`);
  // A name that a spreadsheet would run as a formula has an apostrophe before it.
  expect(messages?.lines[1]).toBe(
    `mailA,'=Short subject,sendEmail,0,0,0,0,${half},${half},0,${half},1,${half},1`,
  );
  const { body } = await api.get(`/workflows/${workflowId}/conversions`);
  expect(conversions?.lines[0]).toContain(",revenue EUR");
  expect(conversions?.lines[1]).toBe(
    [
      "workflow,,",
      treated,
      body.convertedContacts,
      body.conversions,
      body.rate.value,
      body.rate.low,
      body.rate.high,
      body.revenue[0].total,
    ].join(","),
  );
  const [, b] = body.branches;
  expect(body.branches[0].besideFirst).toBe(null);
  expect(b.besideFirst.rateDifference).toMatchObject({
    difference: b.rate.value - body.branches[0].rate.value,
    verdict: "less",
  });
  expect(b.besideFirst.rateDifference.words).toMatch(/^this branch brings less conversions/);
  expect(splits?.lines[2]).toContain(`,${b.besideFirst.rateDifference.difference},`);
  expect(uplift?.lines.find((line) => line.startsWith("held out"))).toContain(`,${heldOut},`);
  expect(cohorts?.lines).toHaveLength(13);
  expect(cohorts?.lines.at(-1)).toMatch(
    new RegExp(`^\\d{4}-\\d\\d-\\d\\d,${treated},${body.convertedContacts},no,`),
  );
});

test("what can't be counted is told as a problem, and not as a file", async () => {
  const { id } = await makeWorkflow(api.db, { bindings: [], activate: false });
  expect(await file("cohorts", id)).toMatchObject({
    status: 409,
    type: "application/problem+json; charset=utf-8",
  });
  expect((await file("funnel", id)).status).toBe(200);
  expect((await file("nothing")).status).toBe(400);
  expect((await file("funnel", v7())).status).toBe(404);
  expect((await file("cohorts?weeks=53")).status).toBe(400);
  expect((await file("uplift?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")).status).toBe(400);
});
