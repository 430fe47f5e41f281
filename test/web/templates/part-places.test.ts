import { expect, test } from "vitest";
import { moveNode, nodeById } from "../../../web/src/pages/templates/mjml/change.ts";
import type { MjmlDocument, MjmlNode } from "../../../web/src/pages/templates/mjml/nodes.ts";
import { childrenOf } from "../../../web/src/pages/templates/mjml/nodes.ts";
import { parseMjml } from "../../../web/src/pages/templates/mjml/parse.ts";
import { serializeMjml } from "../../../web/src/pages/templates/mjml/serialize.ts";
import { dropPlace, shiftPlace } from "../../../web/src/pages/templates/editor/part-places.ts";

const mail = [
  "<mjml><mj-body>",
  "<mj-section><mj-column><mj-text>A</mj-text><mj-text>B</mj-text></mj-column></mj-section>",
  "<mj-section><mj-column><mj-raw>{% for item in order.items %}</mj-raw><mj-text>C</mj-text>",
  "<mj-raw>{% endfor %}</mj-raw></mj-column><mj-column></mj-column></mj-section>",
  "</mj-body></mjml>",
].join("");

function read(): { document: MjmlDocument; id(what: string): string } {
  const parsed = parseMjml(mail);
  if (!parsed.ok) throw new Error(parsed.fault);
  const all = (nodes: readonly MjmlNode[]): MjmlNode[] =>
    nodes.flatMap((node) => [node, ...all(childrenOf(node))]);
  const nodes = all(parsed.document.nodes);
  const called = (node: MjmlNode): string => {
    if (node.kind === "liquid") return "loop";
    return node.kind === "code" ? "code" : node.inner || node.tag;
  };
  const id = (what: string): string => {
    const [name = "", place = "0"] = what.split(" ");
    return nodes.filter((node) => called(node) === name)[Number(place)]?.id ?? "";
  };
  return { document: parsed.document, id };
}

/** The mail after a part was dropped on another; null: it can't stand there. */
function dropped(what: string, on: string, isBehind = false): string | null {
  const { document, id } = read();
  const place = dropPlace(document.nodes, id(what), id(on), isBehind);
  if (place === null) return null;
  return serializeMjml(moveNode(document, id(what), place));
}

test("a part goes before or behind the one it is dropped on, and into what holds such parts", () => {
  expect(dropped("B", "A")).toContain("<mj-text>B</mj-text><mj-text>A</mj-text>");
  expect(dropped("A", "B", true)).toContain("<mj-text>B</mj-text><mj-text>A</mj-text>");
  expect(dropped("A", "mj-column 2")).toContain("<mj-column><mj-text>A</mj-text></mj-column>");
  expect(dropped("mj-section 1", "mj-section 0")).toMatch(
    /^<mjml><mj-body><mj-section><mj-column><mj-raw>/,
  );
});

test("a loop goes where what it repeats goes, and takes what may stand around it", () => {
  expect(dropped("loop", "A")).toContain("<mj-column><mj-raw>{% for item in order.items %}");
  expect(dropped("A", "loop")).toContain(
    "<mj-text>C</mj-text><mj-text>A</mj-text><mj-raw>{% endfor",
  );
  expect(dropped("loop", "mj-body")).toBeNull();
});

test("a part can't be dropped where MJML has no place for it, nor into itself", () => {
  expect(dropped("A", "mj-body")).toBeNull();
  expect(dropped("A", "mj-section 1")).toBeNull();
  expect(dropped("mj-section 0", "C")).toBeNull();
  expect(dropped("mj-section 0", "mj-column 0")).toBeNull();
  expect(dropped("A", "A")).toBeNull();
});

test("a step down from the last of a column leads into the next one, and a step up back again", () => {
  const { document, id } = read();
  const b = id("B");
  const down = shiftPlace(document.nodes, b, 1);
  expect(down).toEqual({ parentId: id("mj-column 1"), index: 0 });
  const moved = down === null ? document : moveNode(document, b, down);
  expect(nodeById(moved.nodes, id("mj-column 0"))).toMatchObject({ children: [{ inner: "A" }] });
  expect(shiftPlace(moved.nodes, b, -1)).toEqual({ parentId: id("mj-column 0"), index: 1 });
  expect(shiftPlace(document.nodes, id("mj-body"), 1)).toBeNull();
});
