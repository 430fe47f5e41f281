import { expect, test } from "vitest";
import { runsOf, testClients } from "./client-tests.ts";
import type { Front } from "./front.ts";
import { contactsOf, eventsOf } from "./front.ts";
import { nodeClient, pythonClient } from "./run-client.ts";

const inNode = (name: string) => nodeClient("send-as-segment.mjs", name);
const inPython = (name: string, age = {}) => pythonClient("send_as_segment.py", name, age);

const node = runsOf(
  ["@segment/analytics-node", "analytics-node", "analytics-node-3", "@rudderstack/rudder-sdk-node"],
  inNode,
);
const python = new Map([
  ["segment-analytics-python", inPython("segment-analytics-python")],
  ["rudder-sdk-python", inPython("rudder-sdk-python")],
  ["analytics-python", inPython("analytics-python", { old: true })],
]);
const untroubled = runsOf(["@jitsu/js"], inNode);

async function expectAllOnce(front: Front): Promise<void> {
  expect(front.fates).toEqual([]);
  expect(new Set(front.answers)).toEqual(new Set([200]));
  expect(await eventsOf(front.db)).toEqual({
    "Cart Viewed": ["u-1"],
    "Order Completed": ["u-1"],
    orderINITIALIZED: ["u-1"],
    "Signed Up": ["u-1"],
  });
  const expected = { plan: "gold", name: "Ada Lovelace" };
  expect(await contactsOf(front.db)).toEqual([
    { email: "ada@example.com", firstName: "Ada", attributes: expected },
  ]);
}

const withoutTrouble = testClients({ node, python, untroubled }, expectAllOnce);

test("a client that repeats nothing by itself, @jitsu/js, gets through where nothing goes wrong", async () => {
  await expectAllOnce(await withoutTrouble("@jitsu/js"));
});
