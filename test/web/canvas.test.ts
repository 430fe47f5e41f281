import fc from "fast-check";
import { expect, test } from "vitest";
import type { CanvasBlock, Definition } from "../../web/src/api/workflows.ts";
import { placed, tidyPlaces } from "../../web/src/canvas/layout.ts";
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
