import { ApplicationFailure } from "@temporalio/common";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { withContent } from "../../src/activities/step-content.ts";
import { beginAttempt } from "../../src/db/runs/block-attempts.ts";
import { retentionRules } from "../../src/db/core/retention.ts";
import { forgetAll } from "../../src/worker/retention.ts";
import { testDatabase } from "../support/database.ts";
import { renderer } from "../support/renderer.ts";

const text = { templates: ["{{ x }}"], facts: { x: "y" }, as: "text" as const };
const faulty = { ...text, templates: ["{{ x | nothing }}"] };

async function setUp() {
  const { db } = await testDatabase();
  const step = {
    runId: v7(),
    blockId: "mail",
    visit: 1,
    position: 1,
    check: false,
    at: "2026-03-01T12:00:00Z",
  };
  /** What a worker that is killed while it renders leaves behind. */
  const die = (part = "") => beginAttempt(db, { ...step, part });
  const noted = () => db.query("select part, begun from block_attempts order by part");
  return { db, step, die, noted };
}

test("after three attempts that died, the fourth fails the block for good, with the reason", async () => {
  const { db, step, die, noted } = await setUp();
  for (const _ of [1, 2, 3]) await die();
  const attempt = withContent({ db, renderer }, { step }, (content) =>
    content.renderer.run("values", text),
  );
  const error: unknown = await attempt.catch((fault: unknown) => fault);
  expect(error).toBeInstanceOf(ApplicationFailure);
  expect(error).toMatchObject({
    nonRetryable: true,
    message: expect.stringContaining("ended 3 times while it worked on this block's content"),
  });
  // A run that is put on its way again by hand begins to count anew.
  expect(await noted()).toEqual([]);
});

test("an attempt that ends with an answer, whichever, is not one that died", async () => {
  const { db, step, die, noted } = await setUp();
  for (const _ of [1, 2]) await die();
  await expect(
    withContent({ db, renderer }, { step }, (content) => content.renderer.run("values", faulty)),
  ).rejects.toThrow("undefined filter");
  expect(await noted()).toEqual([]);

  await die();
  const made = await withContent({ db, renderer }, { step }, async (content) => {
    const [value] = await content.renderer.run("values", text);
    expect(await noted()).toEqual([{ part: "", begun: 2 }]);
    await db.tx((sql) => content.settle(sql));
    return value;
  });
  expect([made, await noted()]).toEqual(["y", []]);
});

test("a step that renders nothing is not noted, and the messages of a broadcast are told apart", async () => {
  const { db, step, die, noted } = await setUp();
  expect(await withContent({ db, renderer }, { step }, () => Promise.resolve(1))).toBe(1);
  expect(await noted()).toEqual([]);
  for (const _ of [1, 2, 3]) await die("ada");
  await withContent({ db, renderer }, { step, part: "ben" }, async (content) => {
    await content.renderer.run("values", text);
    await content.settle(db);
  });
  expect(await noted()).toEqual([{ part: "ada", begun: 3 }]);
  await db.query("update block_attempts set begun_at = now() - interval '8 days'");
  for (const one of retentionRules) await forgetAll(db, one, AbortSignal.timeout(10_000));
  expect(await noted()).toEqual([]);
});
