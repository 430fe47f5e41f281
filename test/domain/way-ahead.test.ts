import fc from "fast-check";
import { expect, test } from "vitest";
import type { Graph, GraphBlock } from "../../src/domain/graph.ts";
import { wayAhead } from "../../src/domain/way-ahead.ts";

const roleOf = (id: string): GraphBlock["role"] => {
  if (id === "start") return "start";
  if (id.startsWith("wait")) return "wait";
  return id.startsWith("end") ? "end" : "step";
};

/** "start-a a-end": an edge each. */
function graphOf(text: string): Graph {
  const edges = text.split(" ").map((edge, place) => {
    const [from = "", to = ""] = edge.split("-");
    return { from, to, branch: String(place) };
  });
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  return {
    blocks: ids.map((id) => ({ id, kind: id, role: roleOf(id), branches: [] })),
    edges,
  };
}

const ahead = (text: string, id: string) => wayAhead(graphOf(text), [id]).get(id);

test("a block on the only way is sure, one on a branch is not, and one where branches meet is again", () => {
  const way = "start-if if-yes if-no yes-meet no-meet meet-end";
  expect(ahead(way, "if")).toEqual({ isSure: true, isLater: false });
  expect(ahead(way, "yes")).toEqual({ isSure: false, isLater: false });
  expect(ahead(way, "meet")).toEqual({ isSure: true, isLater: false });
});

test("a block behind a wait comes later, unless a branch leads there without one", () => {
  expect(ahead("start-wait wait-mail mail-end", "mail")).toEqual({ isSure: true, isLater: true });
  expect(ahead("start-if if-wait wait-mail if-mail mail-end", "mail")?.isLater).toBe(false);
});

test("a loop that may never be left keeps what is behind it from being sure", () => {
  expect(ahead("start-wait wait-if if-wait if-mail mail-end", "mail")?.isSure).toBe(false);
  expect(ahead("start-wait wait-if if-wait if-mail mail-end", "if")?.isSure).toBe(true);
});

test("a block that no way leads to is missing", () => {
  expect(ahead("start-end lost-end", "lost")).toBeUndefined();
});

test("what is sure is what every way through a graph without loops comes by", () => {
  const edge = fc.tuple(fc.nat(7), fc.nat(7)).filter(([from, to]) => from < to);
  fc.assert(
    fc.property(fc.array(edge, { minLength: 1, maxLength: 14 }), (pairs) => {
      const name = (n: number) => (n === 0 ? "start" : `b${n}`);
      const graph = graphOf(
        ["start-b8", ...pairs.map(([a, b]) => `${name(a)}-${name(b)}`)].join(" "),
      );
      const ways: string[][] = [];
      const walk = (id: string, way: string[]): void => {
        const next = graph.edges.filter(({ from }) => from === id);
        if (next.length === 0) ways.push([...way, id]);
        for (const { to } of next) walk(to, [...way, id]);
      };
      walk("start", []);
      const ids = graph.blocks.map(({ id }) => id);
      const found = wayAhead(graph, ids);
      for (const id of ids) {
        if (!ways.some((way) => way.includes(id))) expect(found.has(id)).toBe(false);
        else expect(found.get(id)?.isSure).toBe(ways.every((way) => way.includes(id)));
      }
    }),
  );
});
