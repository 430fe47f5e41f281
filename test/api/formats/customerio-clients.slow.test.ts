import { beforeAll, describe, expect, test } from "vitest";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { pythonClients, whyNoPython } from "./python-clients.ts";
import type { ClientRun } from "./run-client.ts";
import { nodeClient, pythonClient } from "./run-client.ts";
import { startClients } from "./troubled-clients.ts";

const inNode = (name: string) => nodeClient("send-as-customerio.mjs", name);
const inPython = (name: string, age = {}) => pythonClient("send_as_customerio.py", name, age);

const nodeRuns = new Map<string, ClientRun>(
  ["customerio-node", "customerio-node-2", "customerio-node-1"].map((name) => [name, inNode(name)]),
);
const pythonRuns = new Map<string, ClientRun>([
  ["customerio 3", inPython("customerio 3")],
  ["customerio 1", inPython("customerio 1", { old: true })],
]);
const noPython = whyNoPython();

let ended: (name: string) => Promise<Front>;
beforeAll(async () => {
  if (noPython === null) pythonClients();
  ended = await startClients(new Map([...nodeRuns, ...(noPython === null ? pythonRuns : [])]));
}, 300_000);

async function expectAllOnce({ db, fates, answers }: Front, city: object): Promise<void> {
  expect(fates).toEqual([]);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await eventsOf(db)).toEqual({
    "cart viewed": ["u-1"],
    "order paid": ["u-1"],
    "signed up": ["u-1"],
  });
  const devices = { "token-1": { platform: "ios", last_used: 1700000000 } };
  expect(await contactsOf(db)).toEqual([
    {
      email: "ada@example.com",
      firstName: "Ada",
      attributes: { plan: "gold", created_at: 1700000000, devices, ...city },
    },
  ]);
  expect(await db.query("select 1 from contacts where unsubscribed_at is not null")).toHaveLength(
    1,
  );
}

const promise = "lost answers, 429, 503 and a restart lose and double nothing";
const merged = { city: "Kyiv" };

describe(`Node.js: ${promise}`, () => {
  test.each([...nodeRuns.keys()])(
    "%s",
    async (name) => expectAllOnce(await ended(name), name === "customerio-node" ? merged : {}),
    60_000,
  );
});

describe.skipIf(noPython !== null)(`Python: ${promise} ${noPython ?? ""}`, () => {
  test.each([...pythonRuns.keys()])(
    "%s",
    async (name) => expectAllOnce(await ended(name), merged),
    60_000,
  );
});
