import fc from "fast-check";
import { expect, test } from "vitest";
import type { CanvasBlock, Definition } from "../../web/src/api/workflows.ts";
import { boxesOf, routesOf } from "../../web/src/canvas/branch-routes.ts";
import { placed, tidyPlaces } from "../../web/src/canvas/layout.ts";
import { cornersOf } from "../../web/src/canvas/route.ts";
import { viewOfAll } from "../../web/src/canvas/view-of-all.ts";
import { block, kinds } from "./builder.ts";
import { useEnglish } from "./messages.ts";

useEnglish();

/** What the canvas has of 1280 × 720 beside the navigation, the palette and a block's panel. */
const room = { width: 1280 - 224 - 220 - 348, height: 720 - 52 - 130 };

/** A tree of conditions: each number says how often a branch goes on before it ends. */
interface Tree {
  yes: Tree | null;
  no: Tree | null;
}
const { tree } = fc.letrec<{ tree: Tree; branch: Tree | null }>((tie) => ({
  branch: fc.option(tie("tree"), { maxDepth: 4, depthSize: "small" }),
  tree: fc.record({ yes: tie("branch"), no: tie("branch") }),
}));

function drawn(root: Tree): Definition {
  const blocks: CanvasBlock[] = [block("start", "start")];
  const edges: Definition["edges"] = [];
  const add = (one: Tree | null, from: string, branch: string): void => {
    const id = `b${blocks.length}`;
    blocks.push(block(id, one === null ? "end" : "condition"));
    edges.push({ from, to: id, branch });
    if (one === null) return;
    add(one.yes, id, "yes");
    add(one.no, id, "no");
  };
  add(root, "start", "next");
  return { blocks, edges };
}

test("Yes stands left of No, and no two blocks cover each other, whatever the tree", () => {
  fc.assert(
    fc.property(tree, (root) => {
      const definition = drawn(root);
      const places = tidyPlaces(definition, kinds);
      for (const { from, to } of definition.edges.filter(({ branch }) => branch === "yes")) {
        const no = definition.edges.find((one) => one.from === from && one.branch === "no");
        expect(places.get(to)?.x).toBeLessThan(places.get(no?.to ?? "")?.x ?? -Infinity);
      }
      const all = [...places.values()];
      for (const [index, one] of all.entries()) {
        for (const other of all.slice(index + 1)) {
          expect(Math.abs(one.x - other.x) >= 200 || Math.abs(one.y - other.y) >= 60).toBe(true);
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** What follows a block: more blocks, and where the way goes when they are done. */
interface Steps {
  plain: number;
  fork: { yes: Steps; no: Steps; yesTo: Target; noTo: Target } | null;
}
type Target = "on" | "end" | "own";
const target = fc.constantFrom<Target>("on", "end", "own");
const { steps } = fc.letrec<{ steps: Steps }>((tie) => ({
  steps: fc.record({
    plain: fc.nat({ max: 3 }),
    fork: fc.option(
      fc.record({ yes: tie("steps"), no: tie("steps"), yesTo: target, noTo: target }),
      { maxDepth: 3, depthSize: "small" },
    ),
  }),
}));

/** A workflow whose branches go on together, end by themselves, or lead to the one end of all. */
function joined(root: Steps): Definition {
  const blocks: CanvasBlock[] = [block("start", "start"), block("end", "end")];
  const edges: Definition["edges"] = [];
  const add = (kind: string): string => {
    const id = `b${blocks.length}`;
    blocks.push(block(id, kind));
    return id;
  };
  /** Writes the steps that lead to a block, and says with which they begin. */
  const before = (one: Steps, to: string): string => {
    let next = to;
    if (one.fork !== null) {
      const { yes, no, yesTo, noTo } = one.fork;
      const targets = { on: () => to, end: () => "end", own: () => add("end") };
      const condition = add("condition");
      edges.push({ from: condition, branch: "yes", to: before(yes, targets[yesTo]()) });
      edges.push({ from: condition, branch: "no", to: before(no, targets[noTo]()) });
      next = condition;
    }
    for (let n = 0; n < one.plain; n++) {
      const id = add("delay");
      edges.push({ from: id, branch: "next", to: next });
      next = id;
    }
    return next;
  };
  edges.push({ from: "start", branch: "next", to: before(root, "end") });
  return { blocks, edges };
}

interface Line {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The straight parts of an edge as it is drawn. */
function linesOf(corners: readonly { x: number; y: number }[]): Line[] {
  return corners.slice(1).map((to, place) => {
    const from = corners[place] ?? to;
    return {
      left: Math.min(from.x, to.x),
      right: Math.max(from.x, to.x),
      top: Math.min(from.y, to.y),
      bottom: Math.max(from.y, to.y),
    };
  });
}

const touch = (one: Line, other: Line): boolean =>
  one.left <= other.right &&
  other.left <= one.right &&
  one.top <= other.bottom &&
  other.top <= one.bottom;

/** One goes through the other. */
const cross = (one: Line, other: Line): boolean =>
  one.left < other.left &&
  other.right < one.right &&
  other.top < one.top &&
  one.bottom < other.bottom;

/** The conditions whose two branches meet on the way, as they may only before a block that both lead to. */
function crossings(definition: Definition): string[] {
  const shown = placed(definition, kinds);
  const routes = routesOf(shown, boxesOf(shown, kinds));
  return definition.blocks.flatMap(({ id }) => {
    const [yes, no] = shown.edges.filter(({ from }) => from === id);
    const [way, other] = [yes, no].map((edge) => edge && routes.get(edge));
    if (way === undefined || other === undefined) return [];
    const isBad = yes?.to === no?.to ? (a: Line, b: Line) => cross(a, b) || cross(b, a) : touch;
    const others = linesOf(cornersOf(other.from, other.to, other));
    return linesOf(cornersOf(way.from, way.to, way)).some((one) =>
      others.some((b) => isBad(one, b)),
    )
      ? [id]
      : [];
  });
}

const ways = (["on", "end", "own"] as const).flatMap((yesTo) =>
  (["on", "end", "own"] as const).map((noTo) => ({ yesTo, noTo })),
);
const lengths = [0, 2];
const straight = (plain: number): Steps => ({ plain, fork: null });
const forks: Steps[] = ways.flatMap((way) =>
  lengths.flatMap((yes) =>
    lengths.map((no) => ({ plain: 0, fork: { ...way, yes: straight(yes), no: straight(no) } })),
  ),
);

test("Yes and No don't cross, whether they end, go on together or skip to the end", () => {
  for (const one of forks) expect(crossings(joined(one)), JSON.stringify(one)).toEqual([]);
});

test("nor do they where one of them leads to another condition", () => {
  for (const inner of forks) {
    for (const way of ways) {
      const nested: Steps[] = [
        { plain: 0, fork: { ...way, yes: inner, no: straight(1) } },
        { plain: 0, fork: { ...way, yes: straight(1), no: inner } },
      ];
      for (const one of nested) expect(crossings(joined(one)), JSON.stringify(one)).toEqual([]);
    }
  }
});

test("nor hardly ever where everything leads everywhere, and some lines have to cross", () => {
  let [conditions, bad] = [0, 0];
  fc.assert(
    fc.property(steps, (root) => {
      const definition = joined(root);
      conditions += definition.blocks.filter(({ kind }) => kind === "condition").length;
      bad += crossings(definition).length;
    }),
    { numRuns: 200 },
  );
  expect(bad).toBeLessThanOrEqual(conditions * 0.01);
});

/** A start, `count` blocks one after the other, with a condition at each fifth. */
function long(count: number): Definition {
  const blocks = [block("start", "start")];
  const edges: Definition["edges"] = [];
  for (let n = 1; n < count; n++) {
    const last = blocks.at(-1) as CanvasBlock;
    blocks.push(block(`b${n}`, n % 5 === 0 ? "condition" : "delay"));
    edges.push({
      from: last.id,
      to: `b${n}`,
      branch: last.kind === "condition" ? "yes" : "next",
    });
  }
  return { blocks, edges };
}

test.each([3, 25, 100])(
  "%i blocks are shown so that names can be read, from the start on",
  (count) => {
    const { blocks } = placed(long(count), kinds);
    const view = viewOfAll(blocks, room);
    if (view === null) throw new Error("nothing is shown");
    // Of a name in 13 px, 8 px are left at least.
    expect(view.zoom).toBeGreaterThanOrEqual(0.6);
    const [start] = blocks;
    const x = (start?.position.x ?? 0) * view.zoom + view.x;
    const y = (start?.position.y ?? 0) * view.zoom + view.y;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + 248 * view.zoom).toBeLessThanOrEqual(room.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + 90 * view.zoom).toBeLessThanOrEqual(room.height);
  },
);

test("nothing is shown where there is no room or no block", () => {
  expect(viewOfAll([], room)).toBeNull();
  expect(viewOfAll(placed(long(3), kinds).blocks, { width: 0, height: 0 })).toBeNull();
});
