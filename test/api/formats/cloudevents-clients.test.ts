import { beforeAll, describe, expect, test } from "vitest";
import type { Front } from "./front.ts";
import { eventsOf } from "./front.ts";
import { pythonClients, whyNoPython } from "./python-clients.ts";
import type { ClientRun } from "./run-client.ts";
import { nodeClient, pythonClient } from "./run-client.ts";
import { startClients } from "./troubled-clients.ts";

const inNode = (name: string) => nodeClient("send-as-cloudevents.mjs", name);
const inPython = (name: string) => pythonClient("send_as_cloudevents.py", name);
const runsOf = (names: readonly string[], run: (name: string) => ClientRun) =>
  new Map(names.map((name) => [name, run(name)]));

const nodeRuns = runsOf(
  ["cloudevents structured", "cloudevents binary", "cloudevents-4 structured"],
  inNode,
);
const pythonRuns = runsOf(["python structured", "python binary"], inPython);
const plainRuns = runsOf(["cloudevents structured own", "cloudevents binary own"], inNode);
const noPython = whyNoPython();

let ended: (name: string) => Promise<Front>;
let withoutTrouble: (name: string) => Promise<Front>;
beforeAll(async () => {
  if (noPython === null) pythonClients();
  ended = await startClients(new Map([...nodeRuns, ...(noPython === null ? pythonRuns : [])]));
  withoutTrouble = await startClients(plainRuns, []);
}, 300_000);

async function expectAllOnce(front: Front): Promise<void> {
  expect(front.fates).toEqual([]);
  expect(new Set(front.answers)).toEqual(new Set([202]));
  expect(await eventsOf(front.db)).toEqual({
    "cart.viewed": ["u-1"],
    "order.completed": ["u-1"],
    "signed up": ["u-1"],
  });
  const [order] = await front.db.query(
    `select params, occurred_at as "occurredAt" from events where key_value = 'A-0'`,
  );
  expect(order).toMatchObject({
    occurredAt: new Date("2026-03-01T12:00:00Z"),
    params: {
      order_id: "A-0",
      total: 12.5,
      email: "Ada@example.com",
      cloudEvent: { type: "order.completed", source: "/shops/1", partitionkey: "a b" },
    },
  });
}

const promise = "lost answers, 429, 503 and a restart lose and double nothing";

describe(`Node.js: ${promise}`, () => {
  test.each([...nodeRuns.keys()])("%s", async (name) => expectAllOnce(await ended(name)), 60_000);
});

describe.skipIf(noPython !== null)(`Python: ${promise} ${noPython ?? ""}`, () => {
  test.each([...pythonRuns.keys()])("%s", async (name) => expectAllOnce(await ended(name)), 60_000);
});

test.each([...plainRuns.keys()])("%s: the SDK's own transport gets through", async (name) => {
  await expectAllOnce(await withoutTrouble(name));
});
