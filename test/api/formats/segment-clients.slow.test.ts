import { beforeAll, describe, expect, test } from "vitest";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { pythonClients, whyNoPython } from "./python-clients.ts";
import type { ClientRun } from "./run-client.ts";
import { nodeClient, pythonClient } from "./run-client.ts";
import { startClients } from "./troubled-clients.ts";

const inNode = (name: string) => nodeClient("send-as-segment.mjs", name);
const inPython = (name: string, age = {}) => pythonClient("send_as_segment.py", name, age);

const nodeRuns = new Map<string, ClientRun>(
  [
    "@segment/analytics-node",
    "analytics-node",
    "analytics-node-3",
    "@rudderstack/rudder-sdk-node",
  ].map((name) => [name, inNode(name)]),
);
const pythonRuns = new Map<string, ClientRun>([
  ["segment-analytics-python", inPython("segment-analytics-python")],
  ["rudder-sdk-python", inPython("rudder-sdk-python")],
  ["analytics-python", inPython("analytics-python", { old: true })],
]);
const noPython = whyNoPython();

let ended: (name: string) => Promise<Front>;
let withoutTrouble: (name: string) => Promise<Front>;
beforeAll(async () => {
  if (noPython === null) pythonClients();
  ended = await startClients(new Map([...nodeRuns, ...(noPython === null ? pythonRuns : [])]));
  withoutTrouble = await startClients(new Map([["@jitsu/js", inNode("@jitsu/js")]]), []);
}, 300_000);

async function expectAllOnce(front: Front): Promise<void> {
  expect(front.fates).toEqual([]);
  expect(new Set(front.answers)).toEqual(new Set([200]));
  expect(await eventsOf(front.db)).toEqual({
    "Cart Viewed": ["u-1"],
    "Order Completed": ["u-1"],
    "Signed Up": ["u-1"],
  });
  const expected = { plan: "gold", name: "Ada Lovelace" };
  expect(await contactsOf(front.db)).toEqual([
    { email: "ada@example.com", firstName: "Ada", attributes: expected },
  ]);
}

const promise = "lost answers, 429, 503 and a restart lose and double nothing";

describe(`Node.js: ${promise}`, () => {
  test.each([...nodeRuns.keys()])("%s", async (name) => expectAllOnce(await ended(name)), 60_000);
});

describe.skipIf(noPython !== null)(`Python: ${promise} ${noPython ?? ""}`, () => {
  test.each([...pythonRuns.keys()])("%s", async (name) => expectAllOnce(await ended(name)), 60_000);
});

test("a client that repeats nothing by itself, @jitsu/js, gets through where nothing goes wrong", async () => {
  await expectAllOnce(await withoutTrouble("@jitsu/js"));
});
