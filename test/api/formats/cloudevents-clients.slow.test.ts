import { expect, test } from "vitest";
import { runsOf, testClients } from "./client-tests.ts";
import type { Front } from "./front.ts";
import { eventsOf } from "./front.ts";
import { nodeClient, pythonClient } from "./run-client.ts";

const inNode = (name: string) => nodeClient("send-as-cloudevents.mjs", name);
const inPython = (name: string) => pythonClient("send_as_cloudevents.py", name);

const node = runsOf(
  ["cloudevents structured", "cloudevents binary", "cloudevents-4 structured"],
  inNode,
);
const python = runsOf(["python structured", "python binary"], inPython);
const untroubled = runsOf(["cloudevents structured own", "cloudevents binary own"], inNode);

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

const withoutTrouble = testClients({ node, python, untroubled }, expectAllOnce);

test.each([...untroubled.keys()])("%s: the SDK's own transport gets through", async (name) => {
  await expectAllOnce(await withoutTrouble(name));
});
