import { expect, test } from "vitest";
import { definitionSchema } from "../../../src/contract/definition.ts";
import { definitionIssues } from "../../../src/services/workflows/check-definition.ts";
import { planOf } from "../../../src/services/workflows/publish.ts";
import { emailDefinition } from "./api.ts";
import { renderer } from "../../support/renderer.ts";

test("a fault of a block's settings is told at the block and its field", async () => {
  const definition = {
    blocks: [
      { id: "start", kind: "start" },
      { id: "pause", kind: "delay", config: { amount: 0, unit: "days" } },
      { id: "ask", kind: "condition", config: { rule: { "==": [{ var: "secret.x" }, 1] } } },
      { id: "mail", kind: "sendEmail", config: { subjekt: "x" } },
    ],
    edges: [],
  };
  const found = (await definitionIssues(renderer, definition)).map(({ block, field }) => [
    block,
    field,
  ]);
  expect(found).toEqual(
    expect.arrayContaining([
      ["pause", "amount"],
      ["ask", "rule"],
      ["mail", "subjekt"],
    ]),
  );
  // Those of the graph are told beside them.
  expect(found).toContainEqual(["start", "next"]);
});

test("faults of a definition read well", async () => {
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
  const found = await definitionIssues(renderer, definition);
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

test("what is no definition at all is told as one of the whole", async () => {
  expect((await definitionIssues(renderer, { blocks: "none" })).map(({ block }) => block)).toEqual([
    undefined,
    undefined,
  ]);
});

test("a graph that is not whole is a problem", async () => {
  const draft = { blocks: [{ id: "start", kind: "start" }], edges: [] };
  expect(await definitionIssues(renderer, draft)).toMatchObject([
    { block: "start", field: "next" },
  ]);
});

test("the ways of a block whose settings are half-made are those that they name", async () => {
  const draft = {
    blocks: [
      { id: "start", kind: "start" },
      { id: "ask", kind: "branch", config: { ways: [{ name: " Large " }, {}, 5] } },
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "ask" },
      { from: "ask", branch: "Large", to: "end" },
      { from: "ask", branch: "Small", to: "end" },
    ],
  };
  const found = (await definitionIssues(renderer, draft)).map(
    ({ block, field }) => `${block} ${field}`,
  );
  expect(found).toEqual([
    "ask Small",
    "ask else",
    "ask ways[0].rule",
    "ask ways[1].name",
    "ask ways[1].rule",
    "ask ways[2]",
  ]);
});

test("an e-mail without subject, or with a template that can't be read, is not published", async () => {
  const found = await definitionIssues(renderer, emailDefinition("", "{{ broken"));
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
      mail: {
        kind: "sendEmail",
        summary: 'E-mail "Hi"',
        place: "message",
        channel: "email",
        next: { next: "end" },
      },
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
