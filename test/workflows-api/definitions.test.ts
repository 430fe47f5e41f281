import { expect, test } from "vitest";
import { definitionSchema } from "../../src/contract/definition.ts";
import { definitionProblems } from "../../src/services/workflows/check-definition.ts";
import { planOf } from "../../src/services/workflows/plan-of.ts";
import { emailDefinition } from "./api.ts";

const publishing = { forPublishing: true };
const saving = { forPublishing: false };

test("a fault of a block's settings is told at the block and its field", () => {
  const definition = {
    blocks: [
      { id: "start", kind: "start" },
      { id: "pause", kind: "delay", config: { amount: 0, unit: "days" } },
      { id: "ask", kind: "condition", config: { rule: { "==": [{ var: "secret.x" }, 1] } } },
      { id: "mail", kind: "sendEmail", config: { subjekt: "x" } },
    ],
    edges: [],
  };
  const found = definitionProblems(definition, saving);
  expect(found.map(({ block, field }) => [block, field])).toEqual([
    ["pause", "amount"],
    ["ask", "rule"],
    ["mail", "subjekt"],
  ]);
});

test("what is no definition at all is told as one of the whole", () => {
  expect(definitionProblems({ blocks: "none" }, saving).map(({ block }) => block)).toEqual([
    undefined,
    undefined,
  ]);
});

test("an incomplete draft may be saved and not be published", () => {
  const draft = { blocks: [{ id: "start", kind: "start" }], edges: [] };
  expect(definitionProblems(draft, saving)).toEqual([]);
  expect(definitionProblems(draft, publishing)).toHaveLength(1);
});

test("an e-mail without subject, or with a template that can't be read, is not published", () => {
  const found = definitionProblems(emailDefinition("", "{{ broken"), publishing);
  expect(found.map(({ block, field }) => [block, field])).toEqual([
    ["mail", "subject"],
    ["mail", "html"],
  ]);
});

test("a plan begins behind the start block and holds no contents", () => {
  const plan = planOf(definitionSchema.parse(emailDefinition("Hi", "<p>secret</p>")));
  expect(plan).toEqual({
    first: "mail",
    blocks: {
      mail: { kind: "sendEmail", summary: 'E-mail "Hi"', place: "email", next: { next: "end" } },
      end: { kind: "end", summary: "End", place: "database", next: {} },
    },
  });
});

test("a summary fits into Temporal's 400 bytes, whatever the subject", () => {
  const plan = planOf(definitionSchema.parse(emailDefinition("😀\n".repeat(400))));
  const summary = plan.blocks["mail"]?.summary ?? "";
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(400);
  expect(summary).not.toContain("\n");
});
