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

test("faults of a definition read well", () => {
  const definition = {
    blocks: [
      { id: "pause", kind: "delay", config: { amount: 0, unit: "fortnights" } },
      { id: "wait", kind: "delay", config: { amount: 1.5 } },
      { id: "what", kind: "teleport" },
      { id: "segment", kind: "addToSegment", config: { segment: " " } },
      { id: "no spaces", kind: "end" },
    ],
    edges: [{ from: "pause", to: 5 }],
  };
  const found = definitionProblems(definition, saving);
  expect(
    found.map(({ block, field, message }) => [block, field, message].filter(Boolean).join(" · ")),
  ).toEqual([
    "pause · amount · must be at least 1",
    "pause · unit · must be one of minutes, hours, days, weeks, months",
    "wait · amount · must be a whole number",
    "wait · unit · is missing: must be one of minutes, hours, days, weeks, months",
    expect.stringMatching(/^what · kind · must be one of start, delay, /),
    "segment · segment · must not be empty",
    "no spaces · id · must have 1 to 64 letters, digits, _ or -",
    "edges[0].to: must be text",
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
