import { expect } from "vitest";
import { runsOf, testClients } from "./client-tests.ts";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { nodeClient, pythonClient } from "./run-client.ts";

const inNode = (name: string) => nodeClient("send-as-customerio.mjs", name);
const inPython = (name: string, age = {}) => pythonClient("send_as_customerio.py", name, age);

const node = runsOf(["customerio-node", "customerio-node-2", "customerio-node-1"], inNode);
const python = new Map([
  ["customerio 3", inPython("customerio 3")],
  ["customerio 1", inPython("customerio 1", { old: true })],
]);
/** The clients that merge a city in. */
const keepingCity = new Set(["customerio-node", ...python.keys()]);

async function expectAllOnce({ db, fates, answers }: Front, client: string): Promise<void> {
  expect(fates).toEqual([]);
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await eventsOf(db)).toEqual({
    "cart viewed": ["u-1"],
    "order paid": ["u-1"],
    "signed up": ["u-1"],
    unsubscribed: ["u-1"],
  });
  const city = keepingCity.has(client) ? { city: "Kyiv" } : {};
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

testClients({ node, python }, expectAllOnce);
