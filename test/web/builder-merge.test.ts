import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Definition } from "../../web/src/api/workflows.ts";
import { connect } from "../../web/src/pages/builder/commands/connect.ts";
import { difference, isNone } from "../../web/src/pages/builder/commands/diff.ts";
import { insertAfter } from "../../web/src/pages/builder/commands/insert.ts";
import { merge } from "../../web/src/pages/builder/commands/merge.ts";
import { moveBlocks } from "../../web/src/pages/builder/commands/places.ts";
import { removeBlocks } from "../../web/src/pages/builder/commands/remove.ts";
import { setConfig, setName, setNote } from "../../web/src/pages/builder/commands/settings.ts";
import { block, chain, kinds, waysOf } from "./builder.ts";
import { sameJson } from "../../web/src/json/same-json.ts";

const days = (amount: number) => ({ amount, unit: "days" });

describe("merging two authors' drafts", () => {
  it("takes from each side what only that side changed, in one block too", () => {
    const ours = setName(chain(), "wait", "A while");
    const theirs = setConfig(setName(chain(), "end", "Over"), kinds, "wait", days(3));
    const { definition, conflicts } = merge(chain(), ours, theirs);
    expect(conflicts).toEqual([]);
    expect(definition.blocks.map(({ name }) => name)).toEqual([undefined, "A while", "Over"]);
    expect(definition.blocks[1]?.config).toEqual(days(3));
  });

  it("the sameJson setting changed differently is a conflict, and either side can be chosen", () => {
    const ours = setConfig(chain(), kinds, "wait", days(2));
    const theirs = setConfig(chain(), kinds, "wait", days(3));
    const { definition, conflicts } = merge(chain(), ours, theirs);
    expect(conflicts).toEqual([{ about: "block", id: "wait", what: "settings" }]);
    expect(definition.blocks[1]?.config).toEqual(days(2));
    expect(merge(chain(), ours, theirs, "theirs").definition.blocks[1]?.config).toEqual(days(3));
  });

  it("a block deleted here and changed there is a conflict; moved there, it is gone", () => {
    const gone = removeBlocks(chain(), kinds, ["wait"]);
    const changed = setConfig(chain(), kinds, "wait", days(3));
    expect(merge(chain(), gone, changed).conflicts).toEqual([
      { about: "block", id: "wait", what: "deleted" },
    ]);
    const moved = moveBlocks(chain(), new Map([["wait", { x: 500, y: 0 }]]));
    const { definition, conflicts } = merge(chain(), gone, moved);
    expect(conflicts).toEqual([]);
    expect(waysOf(definition)).toEqual(["start end"]);
  });

  it("two blocks put on the sameJson edge are a conflict about the edge, and both blocks stay", () => {
    const way = { from: "start", branch: "next" };
    const ours = insertAfter(chain(), kinds, block("a", "delay"), way);
    const theirs = insertAfter(chain(), kinds, block("b", "delay"), way);
    const { definition, conflicts } = merge(chain(), ours, theirs);
    expect(conflicts).toEqual([{ about: "edge", id: "start", branch: "next" }]);
    expect(definition.blocks.map(({ id }) => id).toSorted()).toEqual([
      "a",
      "b",
      "end",
      "start",
      "wait",
    ]);
  });

  it("no edge is left that leads to or from a block which is gone", () => {
    const ours = removeBlocks(chain(), kinds, ["end"]);
    const added = insertAfter(chain(), kinds, block("new", "delay"), {
      from: "wait",
      branch: "next",
    });
    const { definition } = merge(chain(), ours, added);
    const ids = new Set(definition.blocks.map(({ id }) => id));
    expect(definition.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });

  type Edit = (drawn: Definition) => Definition;
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.string({ maxLength: 4 }).map(
      (name): Edit =>
        (drawn) =>
          setName(drawn, "wait", name),
    ),
    fc.string({ maxLength: 4 }).map(
      (note): Edit =>
        (drawn) =>
          setNote(drawn, "end", note),
    ),
    fc.integer({ min: 1, max: 5 }).map(
      (n): Edit =>
        (drawn) =>
          setConfig(drawn, kinds, "wait", days(n)),
    ),
    fc.constant<Edit>((drawn) => removeBlocks(drawn, kinds, ["wait"])),
    fc.constant<Edit>((drawn) => connect(drawn, { from: "start", branch: "next" }, "end")),
    fc.integer({ min: 0, max: 9 }).map(
      (n): Edit =>
        (drawn) =>
          drawn.blocks.some(({ id }) => id === `n${n}`)
            ? drawn
            : insertAfter(drawn, kinds, block(`n${n}`, "delay"), {
                from: "start",
                branch: "next",
              }),
    ),
  );
  const edits = fc
    .array(edit, { maxLength: 5 })
    .map((list) => list.reduce((drawn, one) => one(drawn), chain()));

  it("with only one side changed, the outcome is that side", () => {
    fc.assert(
      fc.property(edits, (changed) => {
        for (const [ours, theirs] of [
          [changed, chain()],
          [chain(), changed],
        ] as const) {
          const { definition, conflicts } = merge(chain(), ours, theirs);
          expect(conflicts).toEqual([]);
          expect(isNone(difference(changed, definition))).toBe(true);
        }
      }),
    );
  });

  it("with both changed alike there is no conflict, and ids stay unique whatever was changed", () => {
    fc.assert(
      fc.property(edits, edits, (ours, theirs) => {
        expect(merge(chain(), ours, structuredClone(ours)).conflicts).toEqual([]);
        const { definition } = merge(chain(), ours, theirs);
        const ids = definition.blocks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const starts = definition.edges.map(({ from, branch }) => `${from} ${branch}`);
        expect(new Set(starts).size).toBe(starts.length);
      }),
    );
  });
});

describe("the difference of two definitions", () => {
  it("names added, removed and changed blocks, single settings, and ways that lead elsewhere", () => {
    const after = insertAfter(
      setConfig(chain(), kinds, "wait", days(3)),
      kinds,
      block("new", "delay"),
      { from: "start", branch: "next" },
    );
    const found = difference(chain(), removeBlocks(after, kinds, ["end"]));
    expect(found.added.map(({ id }) => id)).toEqual(["new"]);
    expect(found.removed.map(({ id }) => id)).toEqual(["end"]);
    expect(found.changed).toEqual([
      { id: "wait", settings: [{ path: "amount", before: 1, after: 3 }] },
    ]);
    expect(found.movedEdges).toEqual([
      { edge: { from: "start", branch: "next", to: "new" }, before: "wait" },
    ]);
  });

  it("finds none where blocks only stand elsewhere", () => {
    const moved = moveBlocks(chain(), new Map([["wait", { x: 900, y: 900 }]]));
    expect(isNone(difference(chain(), moved))).toBe(true);
    expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(sameJson([1, 2], { 0: 1, 1: 2 })).toBe(false);
  });
});
