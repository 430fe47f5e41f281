import fc from "fast-check";
import { expect, test } from "vitest";
import type { Graph, GraphBlock } from "../../src/domain/graph.ts";
import { graphIssues } from "../../src/domain/graph.ts";

const start: GraphBlock = { id: "start", kind: "start", role: "start", branches: ["next"] };
const end: GraphBlock = { id: "end", kind: "end", role: "end", branches: [] };
const step = (id: string): GraphBlock => ({ id, kind: "step", role: "step", branches: ["next"] });
const wait = (id: string): GraphBlock => ({ id, kind: "delay", role: "wait", branches: ["next"] });
const fork = (id: string): GraphBlock => ({
  id,
  kind: "if",
  role: "step",
  branches: ["yes", "no"],
});
const edge = (from: string, to: string, branch = "next") => ({ from, to, branch });
const messages = (graph: Graph) =>
  graphIssues(graph).map(({ block, message }) => `${block ?? ""}: ${message}`);

test("a start that leads to an end has no fault", () => {
  expect(graphIssues({ blocks: [start, end], edges: [edge("start", "end")] })).toEqual([]);
});

test("an empty graph has one fault: no start", () => {
  expect(graphIssues({ blocks: [], edges: [] })).toEqual([
    { message: "the workflow has no start block" },
  ]);
});

test("all faults are told at once, each at its block", () => {
  const found = graphIssues({
    blocks: [start, fork("a"), step("lost"), end],
    edges: [edge("start", "a"), edge("a", "end", "yes"), edge("a", "nowhere", "maybe")],
  });
  expect(found.map(({ block, field }) => [block, field])).toEqual([
    ["a", "maybe"],
    ["a", undefined],
    ["a", "no"],
    ["lost", "next"],
    ["lost", undefined],
  ]);
});

test("a branch with two edges, and an edge into the start, are faults", () => {
  const found = messages({
    blocks: [start, step("a"), end],
    edges: [edge("start", "a"), edge("a", "end"), edge("a", "start")],
  });
  expect(found.slice(0, 2)).toEqual([
    'a: the edge from "a" (next) to "start" leads into the start block',
    'a: the branch "next" has more than one edge',
  ]);
});

test("a loop without a wait is a fault at the blocks on it, and only there", () => {
  const found = graphIssues({
    blocks: [start, fork("a"), step("b"), step("behind"), end],
    edges: [
      edge("start", "a"),
      edge("a", "b", "yes"),
      edge("b", "a"),
      edge("a", "behind", "no"),
      edge("behind", "end"),
    ],
  });
  expect(found.map(({ block }) => block)).toEqual(["a", "b"]);
});

test("a loop through a wait is allowed", () => {
  const found = graphIssues({
    blocks: [start, fork("a"), wait("pause"), end],
    edges: [
      edge("start", "a"),
      edge("a", "pause", "yes"),
      edge("pause", "a"),
      edge("a", "end", "no"),
    ],
  });
  expect(found).toEqual([]);
});

test("a chain of any length and order of blocks has no fault", () => {
  const chains = fc.integer({ min: 0, max: 60 }).chain((length) => {
    const steps = Array.from({ length }, (_, index) => step(`s${index}`));
    const ids = ["start", ...steps.map(({ id }) => id), "end"];
    const edges = ids.slice(1).map((to, index) => edge(ids[index] ?? "", to));
    return fc.record({
      blocks: fc.shuffledSubarray([start, ...steps, end], { minLength: length + 2 }),
      edges: fc.shuffledSubarray(edges, { minLength: edges.length }),
    });
  });
  fc.assert(
    fc.property(chains, (graph) => {
      expect(graphIssues(graph)).toEqual([]);
    }),
  );
});
