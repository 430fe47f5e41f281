import { expect, test } from "vitest";
import type { Plan } from "../../src/domain/plan.ts";
import { readBlock, writtenPlan } from "../../src/domain/written-plan.ts";

const plan: Plan = {
  first: "mail",
  blocks: {
    mail: { kind: "sendEmail", summary: "", place: "message", channel: "email", next: {} },
    pigeon: { kind: "sendPigeon", summary: "", place: "message", channel: "pigeon", next: {} },
    wait: { kind: "delay", summary: "", place: "database", next: { next: "mail" } },
  },
};

test("a plan is written so that the release before there were channels can read its e-mails", () => {
  const { first, blocks } = writtenPlan(plan);
  expect(first).toBe("mail");
  expect(blocks).toEqual({
    ...plan.blocks,
    mail: { kind: "sendEmail", summary: "", place: "email", next: {} },
  });
});

test("and read, it means the same as before it was written", () => {
  const written = Object.entries(writtenPlan(plan).blocks);
  expect(Object.fromEntries(written.map(([id, block]) => [id, readBlock(block)]))).toEqual(
    plan.blocks,
  );
});
