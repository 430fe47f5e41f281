import { setInterval } from "node:timers";
import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { cpuTime } from "../support/cpu-time.ts";

const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + index);

test("events with long lists at a filter over many values are decided at once", async () => {
  const { db } = await testDatabase();
  const filter = { oneOf: [{ var: "event.params.items" }, numbers(400, -400)] };
  for (let each = 0; each < 3; each++) {
    await makeWorkflow(db, { bindings: [{ ...startOnOrder, filter }] });
  }
  const ingest = createIngest(db);
  const items = numbers(30_000).map((number) => number % 10);
  const taken = cpuTime();
  const results = await ingest.ingest(
    numbers(5).map(() => incoming({ params: { items: [...items] } })),
  );
  // 29 s for one binding, where each was compared with each.
  expect(taken()).toBeLessThan(5_000);
  expect(
    results.flatMap((result) =>
      result.outcome === "accepted" ? result.decisions.map(({ outcome }) => outcome) : [],
    ),
  ).toEqual(Array.from({ length: 15 }, () => "filtered"));
});

test("an event whose conditions cost too much is filtered with that reason, and holds nobody up", async () => {
  const { db } = await testDatabase();
  const costly = {
    or: numbers(90).map((number) => ({
      matches: [{ var: "event.params.text" }, `([a-z]+\\s){1,50}${number}$`],
    })),
  };
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, filter: costly }] });
  await makeWorkflow(db, { bindings: [{ ...startOnOrder, filter: null }] });
  const ingest = createIngest(db);
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const text = "abcdefghi ".repeat(500);
  const results = await ingest.ingest(numbers(10).map(() => incoming({ params: { text } })));
  clearInterval(watch);
  for (const result of results) {
    const outcomes = result.outcome === "accepted" ? result.decisions : [];
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["filtered", "launched"]);
    expect(outcomes.find(({ outcome }) => outcome === "filtered")?.reason).toMatch(
      /^the filter was not asked to its end: the conditions on this event compare more/,
    );
  }
  expect(longest).toBeLessThan(2_000);
});
