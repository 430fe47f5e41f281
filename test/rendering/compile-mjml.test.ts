import { expect, test } from "vitest";
import { Templates } from "../../src/domain/template.ts";
import { compileMjml } from "../../src/rendering/work/compile-mjml.ts";

const mail = (content: string, head = "", between = ""): string =>
  `<mjml><mj-head>${head}</mj-head><mj-body>${between}<mj-section><mj-column>${content}</mj-column></mj-section></mj-body></mjml>`;
const button = '<mj-button background-color="{{ vars.c }}" color="{{ vars.c }}">Go</mj-button>';

test("the same Liquid in any number of attributes is as good as in one, however often it is compiled", async () => {
  for (const times of [1, 2, 3, 4, 2, 1]) {
    const { problems, html } = await compileMjml(mail(button.repeat(times)));
    expect(problems).toEqual([]);
    expect(html.split("{{ vars.c }}").length).toBeGreaterThan(times);
  }
});

test.each([
  ["a comment between components", mail("<!-- {{ old | upcase }} --><mj-text>Hi</mj-text>")],
  [
    "a comment in the head",
    mail("<mj-text>Hi</mj-text>", "<!-- {{ old }} {% if a %}b{% endif %} -->"),
  ],
  [
    "a block commented out",
    mail("<!-- {% for a in b %}<mj-text>{{ a }}</mj-text>{% endfor %} --><mj-text>Hi</mj-text>"),
  ],
  [
    "half a condition commented out",
    mail("<!-- {% if a %} --><mj-text>Hi</mj-text><!-- {{ broken -->"),
  ],
  ["a comment within content", mail("<mj-text>Hi<!-- {{ old }} --></mj-text>")],
  ["a comment before the document", `<!-- {% if a %} -->${mail("<mj-text>Hi</mj-text>")}`],
  [
    "Liquid's own comment",
    mail("{% comment %}<mj-nothing> {{ old }}{% endcomment %}<mj-text>Hi</mj-text>"),
  ],
  ["Liquid's comment in a line", mail("{% # no more {{ %}<mj-text>Hi</mj-text>")],
  [
    "a default that nothing takes",
    mail("<mj-text>Hi</mj-text>", '<mj-attributes><mj-image alt="{{ a }}" /></mj-attributes>'),
  ],
])("Liquid is no fault in %s", async (_, mjml) => {
  const { problems, html } = await compileMjml(mjml);
  expect(problems).toEqual([]);
  expect(new Templates().render("html", html, {})).toContain("Hi");
});

test("a condition whose tags stand in comments around components holds", async () => {
  const { problems, html } = await compileMjml(
    mail(
      "<!-- {% if vars.vip %} --><mj-text>For you</mj-text><!-- {% endif %} --><mj-text>Hi</mj-text>",
    ),
  );
  expect(problems).toEqual([]);
  const render = (vip: boolean): string => new Templates().render("html", html, { vars: { vip } });
  expect(render(true)).toContain("For you");
  expect(render(false)).not.toContain("For you");
});

test("a component without its end is told, before it takes all the rest with it", async () => {
  const { problems } = await compileMjml(mail("<mj-text>Hi <b>{{ a }}</b>"));
  expect(problems).toContain("<mj-text> has no </mj-text>: all that follows would be lost");
  const ended = mail("<mj-raw /><mj-text>Hi <!-- <mj-text> --></mj-text>");
  expect((await compileMjml(ended)).problems).toEqual([]);
});

test("what {% raw %} holds stays as it is", async () => {
  const { problems, html } = await compileMjml(
    mail("<mj-text>{% raw %}{{ x }} {% y {{{% endraw %}</mj-text>"),
  );
  expect(problems).toEqual([]);
  expect(new Templates().render("html", html, { x: 1 })).toContain("{{ x }} {% y {{");
});

test("a file to include is told with its line, unless it stands in a comment", async () => {
  const { problems } = await compileMjml(
    mail(
      '<mj-text>Hi</mj-text>\n<!-- <mj-include path="b.mjml" /> -->\n<mj-include path="a.mjml" />',
    ),
  );
  expect(problems).toEqual([expect.stringMatching(/^line 3, mj-include: no file is read here/)]);
});

test("Liquid in an attribute with which MJML reckons is told for what it is", async () => {
  const { problems } = await compileMjml(mail('<mj-image src="{{ a }}" width="{{ w }}px" />'));
  expect(problems).toEqual([
    "{{ w }} would be lost: MJML reckons with this attribute: it can't be a variable",
  ]);
});

test("a text that looks like a placeholder stays what it is", async () => {
  const { html } = await compileMjml(mail("<mj-text>lqd0q {{ a }}</mj-text>"));
  expect(new Templates().render("html", html, { a: "A" })).toContain("lqd0q A");
});
