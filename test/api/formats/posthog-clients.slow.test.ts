import { beforeAll, describe, expect, test } from "vitest";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { pythonClients, whyNoPython } from "./python-clients.ts";
import type { ClientRun } from "./run-client.ts";
import { nodeClient, pythonClient } from "./run-client.ts";
import { startClients } from "./troubled-clients.ts";

const inNode = (name: string) => nodeClient("send-as-posthog.mjs", name);
const inPython = (name: string, age = {}) => pythonClient("send_as_posthog.py", name, age);

const nodeRuns = new Map<string, ClientRun>(
  ["posthog-node", "posthog-node-2", "posthog-node-1"].map((name) => [name, inNode(name)]),
);
const pythonRuns = new Map<string, ClientRun>([
  ["posthog 7", inPython("posthog 7")],
  ["posthog 2", inPython("posthog 2", { old: true })],
]);
const noPython = whyNoPython();

let ended: (name: string) => Promise<Front>;
beforeAll(async () => {
  if (noPython === null) pythonClients();
  ended = await startClients(new Map([...nodeRuns, ...(noPython === null ? pythonRuns : [])]));
}, 300_000);

async function expectAllOnce({ db, fates, answers }: Front): Promise<void> {
  expect(fates).toEqual([]);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await eventsOf(db)).toEqual({
    "cart viewed": ["u-1"],
    "order paid": ["u-1"],
    "signed up": ["u-1"],
  });
  const attributes = { plan: "gold", name: "Ada Lovelace" };
  expect(await contactsOf(db)).toEqual([
    { email: "ada@example.com", firstName: "Ada", attributes },
  ]);
}

const promise = "lost answers, 429, 503 and a restart lose and double nothing";

describe(`Node.js: ${promise}`, () => {
  test.each([...nodeRuns.keys()])("%s", async (name) => expectAllOnce(await ended(name)), 60_000);
});

describe.skipIf(noPython !== null)(`Python: ${promise} ${noPython ?? ""}`, () => {
  test.each([...pythonRuns.keys()])("%s", async (name) => expectAllOnce(await ended(name)), 60_000);
});
