import { expect } from "vitest";
import { runsOf, testClients } from "./client-tests.ts";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { nodeClient, pythonClient } from "./run-client.ts";

const inNode = (name: string) => nodeClient("send-as-posthog.mjs", name);
const inPython = (name: string, age = {}) => pythonClient("send_as_posthog.py", name, age);

const node = runsOf(["posthog-node", "posthog-node-2", "posthog-node-1"], inNode);
const python = new Map([
  ["posthog 7", inPython("posthog 7")],
  ["posthog 2", inPython("posthog 2", { old: true })],
]);

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

testClients({ node, python }, expectAllOnce);
