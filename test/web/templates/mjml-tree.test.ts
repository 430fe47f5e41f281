import fc from "fast-check";
import { expect, test } from "vitest";
import { compileMjml } from "../../../src/rendering/work/compile-mjml.ts";
import { mjmlStarter } from "../../../web/src/forms/message/starter.ts";
import { attribute, withAttribute } from "../../../web/src/pages/templates/mjml/attributes.ts";
import {
  copyOf,
  insertNode,
  moveNode,
  nodeById,
  placeOf,
  removeNode,
} from "../../../web/src/pages/templates/mjml/change.ts";
import type { MjmlNode } from "../../../web/src/pages/templates/mjml/nodes.ts";
import { childrenOf } from "../../../web/src/pages/templates/mjml/nodes.ts";
import { parseMjml } from "../../../web/src/pages/templates/mjml/parse.ts";
import { serializeMjml } from "../../../web/src/pages/templates/mjml/serialize.ts";
import { cpuTime } from "../../support/cpu-time.ts";

function read(text: string) {
  const parsed = parseMjml(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.fault} ${parsed.tag}`);
  return parsed.document;
}

const all = (nodes: readonly MjmlNode[]): MjmlNode[] =>
  nodes.flatMap((node) => [node, ...all(childrenOf(node))]);

const attributes = fc.constantFrom(
  "",
  ' color="#123456"',
  " css-class='a b'",
  ' href="{{ x | default: "a>b" }}"',
  ' data-own="1"\n  padding="4px"',
);
const html = fc.constantFrom(
  "Hello <b>you</b>",
  "{% if a < 5 %}<i>x</i>{% endif %}",
  "a < b > c &amp;",
  "<!-- </mj-section> -->",
  '{{ "</mj-text>" | size }}'.replace("</mj-text>", "</mj-x>"),
);
const blank = fc.constantFrom("", "\n", "  ", "\n    ");
const leaf = fc.oneof(
  fc
    .tuple(fc.constantFrom("mj-text", "mj-button", "mj-table", "mj-raw"), attributes, html)
    .map(([tag, attrs, inner]) => `<${tag}${attrs}>${inner}</${tag}>`),
  fc
    .tuple(fc.constantFrom("mj-divider", "mj-image", "mj-unknown"), attributes)
    .map(([tag, attrs]) => `<${tag}${attrs} />`),
  fc.constantFrom(
    "<!-- a <mj-text> in a comment -->",
    "{% comment %} x {% endcomment %}",
    "<mj-raw>{% for item in order.items %}</mj-raw><mj-text>{{ item.name }}</mj-text><mj-raw>{% endfor %}</mj-raw>",
    "<mj-raw>{% endif %}</mj-raw>",
  ),
);
const column = fc
  .tuple(attributes, fc.array(fc.tuple(blank, leaf), { maxLength: 4 }), blank)
  .map(([attrs, parts, tail]) => `<mj-column${attrs}>${parts.flat().join("")}${tail}</mj-column>`);
const mail = fc
  .tuple(attributes, fc.array(fc.tuple(blank, column), { maxLength: 3 }), blank)
  .map(
    ([attrs, columns, tail]) =>
      `<mjml>${tail}<mj-body>\n<mj-section${attrs}>${columns.flat().join("")}</mj-section></mj-body></mjml>\n`,
  );

test("what is read and written again is the very same text: components, comments, Liquid, unknown tags", () => {
  fc.assert(
    fc.property(mail, (text) => {
      expect(serializeMjml(read(text))).toBe(text);
    }),
  );
  expect(serializeMjml(read(mjmlStarter))).toBe(mjmlStarter);
});

test("any text at all is read as it is, or its fault is told with a line", () => {
  const piece = fc.constantFrom(
    "<mjml>",
    "</mjml>",
    "<mj-text",
    ">",
    '"',
    "{{",
    "}}",
    "<!--",
    "a\n",
    "</",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const parsed = parseMjml(text);
      if (parsed.ok) expect(serializeMjml(parsed.document)).toBe(text);
      else expect(parsed.line).toBeLessThanOrEqual(text.split("\n").length);
    }),
  );
});

test("a move and its way back, and a copy that is removed, leave the mail as it was", async () => {
  await fc.assert(
    fc.asyncProperty(mail, fc.nat(), async (text, seed) => {
      const document = read(text);
      const nodes = all(document.nodes).filter(({ kind }) => kind === "element");
      const node = nodes[seed % nodes.length];
      const from = node && placeOf(document.nodes, node.id);
      if (node === undefined || from === undefined) return;
      const copy = copyOf(node);
      const twice = insertNode(document, { ...from, index: from.index + 1 }, copy);
      expect(nodeById(twice.nodes, copy.id)).toBeDefined();
      expect(serializeMjml(removeNode(twice, copy.id))).toBe(text);
      const first = moveNode(document, node.id, { ...from, index: 0 });
      expect(serializeMjml(moveNode(first, node.id, { ...from, index: from.index + 1 }))).toBe(
        text,
      );
      const written = serializeMjml(first);
      expect(serializeMjml(read(written))).toBe(written);
    }),
    { numRuns: 50 },
  );
});

test("what is written renders to the same HTML as what was read", async () => {
  const changed = serializeMjml(read(mjmlStarter));
  expect((await compileMjml(changed)).html).toBe((await compileMjml(mjmlStarter)).html);
});

test("a fault is told by its line: what has no end, what ends too much, what is no MJML", () => {
  const fault = (text: string) => {
    const parsed = parseMjml(text);
    return parsed.ok ? null : [parsed.line, parsed.fault, parsed.tag];
  };
  expect(fault("<mjml>\n<mj-body>\n<mj-text>x\n</mj-body></mjml>")).toEqual([
    3,
    "unclosed",
    "mj-text",
  ]);
  expect(fault("<mjml>\n<mj-body>\n</mjml>")).toEqual([2, "crossed", "mj-body"]);
  expect(fault("<mjml></mjml>\n</mj-body>")).toEqual([2, "unopened", "mj-body"]);
  expect(fault("Hello")).toEqual([1, "noMjml", ""]);
  expect(fault("<mjml>".repeat(80))).toEqual([1, "tooDeep", "mjml"]);
});

test("a loop around components is one part with what it repeats inside", () => {
  const text =
    "<mjml><mj-body><mj-raw>{% for i in order.items %}</mj-raw><mj-text>x</mj-text><mj-raw>{% endfor %}</mj-raw></mj-body></mjml>";
  const loop = all(read(text).nodes).find(({ kind }) => kind === "liquid");
  expect(loop && childrenOf(loop)).toHaveLength(1);
});

test("an attribute is changed by itself, whatever stands beside it", () => {
  const open = `<mj-button href="{{ a | default: "x>y" }}"  own='1' color="red" />`;
  expect(attribute(open, "href")).toBe(`{{ a | default: "x>y" }}`);
  expect(withAttribute(open, "color", "#fff")).toBe(open.replace("red", "#fff"));
  expect(withAttribute(open, "color", "")).toBe(open.replace(` color="red"`, ""));
  expect(withAttribute(open, "align", `a"b`)).toContain(`color="red" align="a&quot;b" />`);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9#{} |:.%-]*$/), (value) => {
      if (value.trim() === "" || value.includes("{{") || value.includes("{%")) return;
      expect(attribute(withAttribute(open, "color", value), "color")).toBe(value);
      expect(attribute(withAttribute(open, "color", value), "own")).toBe("1");
    }),
  );
});

test("a hundred kilobytes of beginnings without an end are read in a moment", () => {
  const taken = cpuTime();
  for (const piece of ["<mj-text ", "{{ ", "<!-- ", '<a "', "</mj-text "]) {
    parseMjml(`<mjml>${piece.repeat(Math.floor(100_000 / piece.length))}`);
  }
  expect(taken()).toBeLessThan(3_000);
});
