import { describe, expect, it } from "vitest";
import { definitionIssues } from "../../src/services/workflows/check-definition.ts";
import type { Definition } from "../../web/src/api/workflows.ts";
import { placed } from "../../web/src/canvas/layout.ts";
import {
  clipIn,
  clipText,
  copyBlocks,
  pasteBlocks,
} from "../../web/src/pages/builder/commands/clipboard.ts";
import {
  connect,
  targetsOf,
  connectionError,
} from "../../web/src/pages/builder/commands/connect.ts";
import { idFrom } from "../../web/src/pages/builder/commands/fresh-block.ts";
import { insertAfter, outletAfter } from "../../web/src/pages/builder/commands/insert.ts";
import { inOrder } from "../../web/src/pages/builder/commands/order.ts";
import { moveBlocks, tidyUp } from "../../web/src/pages/builder/commands/places.ts";
import { removeBlocks } from "../../web/src/pages/builder/commands/remove.ts";
import { setConfig, setName, setUtm } from "../../web/src/pages/builder/commands/settings.ts";
import { block, chain, definition, kinds, waysOf } from "./builder.ts";
import { renderer } from "../support/renderer.ts";

const at = (drawn: Definition, id: string) => drawn.blocks.find((one) => one.id === id)?.position;

describe("inserting", () => {
  it("a block on an edge takes the edge, and its first way goes on to where the edge led", () => {
    const after = insertAfter(chain(), kinds, block("ask", "condition"), {
      from: "start",
      branch: "next",
    });
    expect(waysOf(after)).toEqual(["ask yes wait", "start ask", "wait end"]);
  });

  it("leaves its other ways open, which the server lists as problems", async () => {
    const asked = block("ask", "condition", { config: { rule: { "==": [1, 1] } } });
    const after = insertAfter(chain(), kinds, asked, { from: "start", branch: "next" });
    const issues = await definitionIssues(renderer, after);
    expect(issues.map(({ block: id, field }) => [id, field])).toEqual([["ask", "no"]]);
  });

  it("makes room: nothing stands on anything else", () => {
    const after = insertAfter(chain(), kinds, block("new", "delay"), {
      from: "start",
      branch: "next",
    });
    const tops = ["start", "new", "wait", "end"].map((id) => at(after, id)?.y ?? Number.NaN);
    expect(
      tops.every((top, index) => index === 0 || top - (tops[index - 1] as number) >= 64 + 24),
    ).toBe(true);
  });

  it("goes behind the first open way of a block, else behind its first", () => {
    const open = definition([block("a", "condition"), block("b", "end")], "a yes b");
    expect(outletAfter(open, kinds, "a")).toEqual({ from: "a", branch: "no" });
    expect(outletAfter(connect(open, { from: "a", branch: "no" }, "b"), kinds, "a")).toEqual({
      from: "a",
      branch: "yes",
    });
    expect(outletAfter(open, kinds, "b")).toBeNull();
  });
});

describe("connecting", () => {
  it("a branch has one edge: a new one replaces it", () => {
    expect(waysOf(connect(chain(), { from: "start", branch: "next" }, "end"))).toEqual([
      "start end",
      "wait end",
    ]);
  });

  it("nothing can lead into the start, nor back without a wait in between", () => {
    const loop = definition(
      [
        block("start", "start"),
        block("a", "condition"),
        block("b", "checkPoint"),
        block("w", "delay"),
      ],
      "start a",
      "a yes b",
      "a no w",
    );
    expect(connectionError(loop, kinds, { from: "b", branch: "next" }, "start")).toContain("start");
    expect(connectionError(loop, kinds, { from: "b", branch: "next" }, "a")).toContain("loop");
    expect(connectionError(loop, kinds, { from: "b", branch: "next" }, "b")).toContain("loop");
    expect(connectionError(loop, kinds, { from: "w", branch: "next" }, "a")).toBeNull();
    expect([...targetsOf(loop, kinds, { from: "b", branch: "next" })]).toEqual(["w"]);
  });

  it("agrees with the server on what is an endless loop", async () => {
    const loop = definition(
      [
        block("start", "start"),
        block("a", "checkPoint"),
        block("w", "delay"),
        block("b", "checkPoint"),
      ],
      "start a",
      "a w",
      "w b",
    );
    for (const to of ["a", "w", "b"]) {
      const drawn = connect(loop, { from: "b", branch: "next" }, to);
      const issues = await definitionIssues(renderer, drawn);
      const isEndless = issues.some(({ message }) => message.includes("loop"));
      expect(connectionError(loop, kinds, { from: "b", branch: "next" }, to) !== null, to).toBe(
        isEndless,
      );
    }
  });
});

describe("deleting", () => {
  it("a block with one way in and one out joins the ends", () => {
    expect(waysOf(removeBlocks(chain(), kinds, ["wait"]))).toEqual(["start end"]);
  });

  it("several blocks of a chain join what is left", () => {
    const long = insertAfter(chain(), kinds, block("b", "delay"), {
      from: "wait",
      branch: "next",
    });
    expect(waysOf(removeBlocks(long, kinds, ["wait", "b"]))).toEqual(["start end"]);
  });

  it("joins nothing where several ways lead in or out", () => {
    const fork = definition(
      [block("start", "start"), block("ask", "condition"), block("x", "end"), block("y", "end")],
      "start ask",
      "ask yes x",
      "ask no y",
    );
    expect(waysOf(removeBlocks(fork, kinds, ["ask"]))).toEqual([]);
  });

  it("the only start stays", () => {
    expect(removeBlocks(chain(), kinds, ["start"])).toEqual(chain());
  });
});

describe("ways that settings name", () => {
  const split = (...names: string[]) =>
    ({ ways: names.map((name) => ({ name, percent: 50 })) }) as Record<string, unknown>;
  const drawn = definition(
    [block("s", "randomSplit", { config: split("A", "B") }), block("x", "end"), block("y", "end")],
    "s A x",
    "s B y",
  );

  it("keep their edges when they are renamed, also while the name is being typed", () => {
    const names = ["", "B", "Bi", "Big"];
    const typed = names.reduce((now, name) => setConfig(now, kinds, "s", split(name, "B")), drawn);
    expect(waysOf(typed)).toEqual(["s B y", "s Big x"]);
  });

  it("lose their edges when they are taken away", () => {
    expect(waysOf(setConfig(drawn, kinds, "s", split("B")))).toEqual(["s B y"]);
  });

  it("keep their edges when they change places", () => {
    expect(waysOf(setConfig(drawn, kinds, "s", split("B", "A")))).toEqual(["s A x", "s B y"]);
  });
});

describe("copied blocks", () => {
  const newId = (kind: string) => idFrom(kind, "abcdef");

  it("arrive elsewhere as text, under new ids, with the edges between them", () => {
    const clip = clipIn(clipText(copyBlocks(chain(), ["wait", "end"])));
    let count = 0;
    const { definition: after, pasted } = pasteBlocks(
      definition([block("start", "start")]),
      kinds,
      clip ?? { blocks: [], edges: [] },
      { newId: (kind) => `${kind}${(count += 1)}`, by: { x: 10, y: 20 } },
    );
    expect(pasted).toEqual(["delay1", "end2"]);
    expect(waysOf(after)).toEqual(["delay1 end2"]);
    expect(at(after, "delay1")).toEqual({ x: 10, y: 160 });
    expect(after.blocks[1]?.config).toEqual({ amount: 1, unit: "days" });
  });

  it("leave out a second start, and kinds that the server doesn't know", () => {
    const clip = { blocks: [block("s", "start"), block("q", "teleport")], edges: [] };
    expect(pasteBlocks(chain(), kinds, clip, { newId, by: { x: 0, y: 0 } }).pasted).toEqual([]);
  });

  it("are not found in other texts, nor taken on trust", () => {
    expect(clipIn("hello")).toBeNull();
    expect(clipIn('{"blocks":[]}')).toBeNull();
    const odd = { kind: "campanile/blocks/1", blocks: [{ id: 1 }, null], edges: "no" };
    expect(clipIn(JSON.stringify(odd))).toBeNull();
  });
});

describe("small changes", () => {
  it("an empty name is none, and settings left empty are none", () => {
    const named = setName(chain(), "wait", "A day");
    expect(JSON.parse(JSON.stringify(setName(named, "wait", "")))).toEqual(chain());
    const marked = setUtm(chain(), { source: "shop", medium: " " });
    expect(marked.settings).toEqual({ utm: { source: "shop" } });
    expect(JSON.parse(JSON.stringify(setUtm(marked, {})))).toEqual(chain());
  });

  it("places are whole numbers that can be stored, and staying is no change", () => {
    const drawn = chain();
    const far = moveBlocks(drawn, new Map([["wait", { x: 1e9, y: 0.4 }]]));
    expect(at(far, "wait")).toEqual({ x: 1_000_000, y: 0 });
    expect(moveBlocks(drawn, new Map([["wait", { x: 0.2, y: 140 }]]))).toBe(drawn);
  });

  it("a block that comes without a place gets one of its own beside the others, which stay", () => {
    const crowded = [...chain().blocks, block("new", "delay")];
    const drawn = placed(definition(crowded, "start new", "new wait", "wait end"), kinds);
    expect(at(drawn, "wait")).toEqual({ x: 0, y: 140 });
    const { x = Number.NaN, y = Number.NaN } = at(drawn, "new") ?? {};
    const others = drawn.blocks.filter(({ id }) => id !== "new");
    const isOver = ({ position }: (typeof others)[number]) =>
      Math.abs(position.x - x) < 248 && Math.abs(position.y - y) < 64;
    expect(others.filter(isOver)).toEqual([]);
  });

  it("tidying up puts every block below those that lead to it", () => {
    const tidied = tidyUp(chain(), kinds);
    const tops = ["start", "wait", "end"].map((id) => at(tidied, id)?.y ?? Number.NaN);
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    expect(new Set(tops).size).toBe(3);
  });

  it("the list shows blocks in the order of a run, and each once, also on a loop", () => {
    const loop = definition(
      [block("w", "delay"), block("lost", "end"), block("start", "start"), block("c", "condition")],
      "start c",
      "c yes w",
      "w c",
    );
    expect(inOrder(loop, kinds).map(({ id }) => id)).toEqual(["start", "c", "w", "lost"]);
  });

  it("a block stands behind all that lead to it, the branches in their order", () => {
    const joined = definition(
      [
        ...["start", "c", "d"].map((id) => block(id, id === "start" ? id : "condition")),
        block("end", "end"),
      ].concat(["w1", "w2", "w3"].map((id) => block(id, "delay"))),
      "start c",
      "c yes w1",
      "c no d",
      "d yes end",
      "d no w2",
      "w1 end",
      "w2 w3",
      "w3 end",
    );
    const order = inOrder(joined, kinds).map(({ id }) => id);
    expect(order).toEqual(["start", "c", "w1", "d", "w2", "w3", "end"]);
  });
});
