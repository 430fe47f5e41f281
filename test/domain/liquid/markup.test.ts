import { describe, expect, test } from "vitest";
import { renderTemplate, Templates } from "../../../src/domain/template.ts";

const facts = {
  tea: "Tea & Cups",
  name: "O'Neil",
  evil: "<img src=x onerror=alert(1)>",
  lines: "one & two\r\nthree",
  encoded: "Tea &amp; Cups",
  html: "<b>Tea & Cups</b> &copy; <script>x</script>now",
  list: ["a & b", "<c>"],
  url: "https://example.com/?a=1&b=2",
  price: 1234.5,
  nothing: null,
};
const html = (template: string): string => renderTemplate("html", template, facts);
/** A captured text, and captured markup around a value. */
const text = "{% capture c %}{{ name }} & {{ tea }}{% endcapture %}";
const rich = '{% capture r %}<p title="{{ name }}">{{ tea }} &copy; it\'s</p>{% endcapture %}';

describe("a value is escaped once", () => {
  test.each([
    ["{{ tea }}", "Tea &amp; Cups"],
    ['{{ "Tea & Cups" }}', "Tea &amp; Cups"],
    ['{{ "Tea & Cups" | escape }}', "Tea &amp; Cups"],
    ['{{ "Tea & Cups" | escape | escape }}', "Tea &amp; Cups"],
    ['{{ "Tea & Cups" | xml_escape }}', "Tea &amp; Cups"],
    ["{{ tea | escape_once }}", "Tea &amp; Cups"],
    ["{{ encoded | escape_once }}", "Tea &amp; Cups"],
    ['{{ "&copy; <1 & 2>" | escape_once }}', "&copy; &lt;1 &amp; 2&gt;"],
    ["{{ encoded }}", "Tea &amp;amp; Cups"],
    ["{{ encoded | escape }}", "Tea &amp;amp; Cups"],
    ["{{ lines | newline_to_br }}", "one &amp; two<br />\nthree"],
    ["{{ lines | escape | newline_to_br }}", "one &amp; two<br />\nthree"],
    ["{{ lines | newline_to_br | strip_newlines }}", "one &amp; two<br />three"],
    ['{{ "<b>Tea & Cups</b>" | strip_html }}', "Tea &amp; Cups"],
    ["{{ html | strip_html }}", "Tea &amp; Cups &copy; now"],
    ["{{ html | strip_html | escape }}", "Tea &amp; Cups &copy; now"],
    ["{{ evil | strip_html }}", ""],
    ['{{ "1 < 2 & 3" | strip_html }}', "1 &lt; 2 &amp; 3"],
    ["{{ html | raw }}", facts.html],
    ["{{ html | raw | strip }}", facts.html],
    ["{{ list }}", "a &amp; b&lt;c&gt;"],
    ['{{ list | join: ", " }}', "a &amp; b, &lt;c&gt;"],
    ['{{ list | join: "<br>" }}', "a &amp; b&lt;br&gt;&lt;c&gt;"],
    ["{% capture br %}<br>{% endcapture %}{{ list | join: br }}", "a &amp; b<br>&lt;c&gt;"],
    ['{{ list | map: "x" | first }}', ""],
    ["{{ url }}", "https://example.com/?a=1&amp;b=2"],
    ["{{ tea | url_encode }}", "Tea+%26+Cups"],
    ["{{ tea | escape | url_encode }}", "Tea+%26+Cups"],
    ["{{ list | json }}", "[&#34;a &amp; b&#34;,&#34;&lt;c&gt;&#34;]"],
    ['{{ nothing | default: "you & me" }}', "you &amp; me"],
    ["{{ nothing | default: tea | escape }}", "Tea &amp; Cups"],
    ['{{ "a & b" | split: " & " | join: "&" }}', "a&amp;b"],
    ["{{ price | plus: 1 }}", "1235.5"],
    ["{% echo tea %}{% echo tea | escape %}", "Tea &amp; CupsTea &amp; Cups"],
    ["{% cycle tea, name %}", "Tea &amp; Cups"],
    ["{% assign t = tea | escape %}{{ t }} {{ t | upcase }}", "Tea &amp; Cups TEA &amp; CUPS"],
    ["{% liquid\n assign t = lines | newline_to_br\n echo t %}", "one &amp; two<br />\nthree"],
    [
      "{% tablerow x in list %}{{ x }}{% endtablerow %}",
      '<tr class="row1"><td class="col1">a &amp; b</td><td class="col2">&lt;c&gt;</td></tr>',
    ],
  ])("%s is %s", (template, result) => {
    expect(html(template)).toBe(result);
  });
});

describe("what is captured is markup, whatever is done to it", () => {
  const O = "O&#39;Neil &amp; Tea".replace("&amp;", "&");
  test.each([
    [`{% capture c %}It's {{ name }}{% endcapture %}{{ c }}`, "It's O&#39;Neil"],
    [`{% capture c %}It's {{ name }}{% endcapture %}{{ c | escape }}`, "It&#39;s O&#39;Neil"],
    [`${text}{{ c }}`, `${O} &amp; Cups`],
    [`${text}{{ c | upcase }}`, "O&#39;NEIL & TEA &amp; CUPS"],
    [`${text}{{ c | downcase | capitalize }}`, "O&#39;neil & tea &amp; cups"],
    [`${text}{{ c | append: "!" | prepend: "<" }}`, `&lt;${O} &amp; Cups!`],
    [`${text}{{ tea | append: c }}`, `Tea &amp; Cups${O} &amp; Cups`],
    [`${text}{{ c | replace: "&", "and" }}`, "O&#39;Neil and Tea and Cups"],
    [`${text}{{ c | replace: "'", "’" }}`, "O’Neil & Tea &amp; Cups"],
    [`${text}{{ c | replace_first: "&", "<" }}`, "O&#39;Neil &lt; Tea &amp; Cups"],
    [`${text}{{ c | replace_last: "&", "+" }}`, "O&#39;Neil & Tea + Cups"],
    [`${text}{{ c | remove: "Cups" | rstrip }}`, `${O} &amp;`],
    [`${text}{{ c | truncate: 10 }}`, "O&#39;Neil ..."],
    [`${text}{{ c | truncate: 4, "…" }}`, "O&#39;N…"],
    [`${text}{{ c | truncatewords: 2 }}`, "O&#39;Neil &..."],
    [`${text}{{ c | slice: 0, 3 }}`, "O&#39;N"],
    [`${text}{{ c | slice: -6, 6 }}`, "&amp; Cups"],
    [`${text}{{ c | split: "&" | last | strip }}`, "Cups"],
    [`${text}{{ c | split: " " | join: "_" }}`, "O&#39;Neil_&_Tea_&amp;_Cups"],
    [`${text}{{ c | size }} {{ c.size }}`, "19 19"],
    [`${text}{{ c | url_encode }}`, "O&#39;Neil+%26+Tea+%26+Cups"],
    [`${text}{{ c | default: "x" }}`, `${O} &amp; Cups`],
    [`{% capture c %}{% endcapture %}{{ c | default: tea }}`, "Tea &amp; Cups"],
    [
      `{% capture c %}{% endcapture %}{{ nothing | default: c }}{% if c == blank %}b{% endif %}`,
      "b",
    ],
    [`${text}{% if c == "O'Neil & Tea & Cups" %}same{% endif %}`, "same"],
    [`${text}{% if c contains "Tea & C" %}in{% endif %}`, "in"],
    [`${text}{% case c %}{% when "O'Neil & Tea & Cups" %}hit{% endcase %}`, "hit"],
    [`${text}{% for one in c %}[{{ one }}]{% endfor %}`, `[${O} &amp; Cups]`],
    ["{% capture n %}{{ 5 }}{% endcapture %}{{ n | plus: 1 }}", "6"],
    [`${rich}{{ r }}`, '<p title="O&#39;Neil">Tea &amp; Cups &copy; it\'s</p>'],
    [`${rich}{{ r | upcase }}`, '<p title="O&#39;Neil">TEA &amp; CUPS &copy; IT\'S</p>'],
    [`${rich}{{ r | truncate: 8 }}`, '<p title="O&#39;Neil">Tea &amp;...</p>'],
    [`${rich}{{ r | truncatewords: 1, "…" }}`, '<p title="O&#39;Neil">Tea…</p>'],
    [
      `${rich}{{ r | replace: "<p", "<div" }}`,
      '&lt;div title="O&#39;Neil">Tea &amp; Cups &copy; it\'s</p>',
    ],
    [
      `${rich}{{ r | remove: "<p>" | remove: "</p>" | remove: '"' }}`,
      '<p title="O&#39;Neil">Tea &amp; Cups &copy; it\'s',
    ],
    [`${rich}{{ r | strip_html }}`, "Tea &amp; Cups &copy; it&#39;s"],
    [
      `${rich}{{ r | escape }}`,
      "&lt;p title=&#34;O&#39;Neil&#34;&gt;Tea &amp; Cups &copy; it&#39;s&lt;/p&gt;",
    ],
    [
      `${rich}{{ r | newline_to_br | strip | squish }}`,
      '<p title="O&#39;Neil">Tea &amp; Cups &copy; it\'s</p>',
    ],
    [
      `{% capture br %}<br>{% endcapture %}{{ lines | replace: "\\r\\n", br }}`,
      "one &amp; two<br>three",
    ],
    [
      `{% capture a %}<i>{% endcapture %}{{ evil | prepend: a }}`,
      "<i>&lt;img src=x onerror=alert(1)&gt;",
    ],
  ])("%s is %s", (template, result) => {
    expect(html(template)).toBe(result);
  });
});

test("partials and blocks of a layout take and give markup", () => {
  const templates = new Templates({
    line: { html: "<i>{{ what }}</i>", text: null },
    base: { html: "<b>{% block a %}{{ tea }}{% endblock %}</b>", text: null },
  });
  const render = (template: string): string => templates.render("html", template, facts);
  expect(
    render('{% capture c %}<u>{{ tea }}</u>{% endcapture %}{% render "line", what: c %}'),
  ).toBe("<i><u>Tea &amp; Cups</u></i>");
  expect(render('{% capture l %}{% render "line", what: tea %}{% endcapture %}{{ l }}')).toBe(
    "<i>Tea &amp; Cups</i>",
  );
  expect(render('{% layout "base" %}{% block a %}[{{ block.super }}]{% endblock %}')).toBe(
    "<b>[Tea &amp; Cups]</b>",
  );
});

test("a person's text never becomes markup, through whatever filter it goes", () => {
  const filters = [
    "escape",
    "escape_once",
    "newline_to_br",
    "strip_html",
    "upcase",
    "downcase",
    "capitalize",
    "strip",
    "lstrip",
    "rstrip",
    "squish",
    "normalize_whitespace",
    "strip_newlines",
    "json",
    "truncate: 400",
    "truncatewords: 400",
    "slice: 0, 400",
    "split: '' | join: ''",
    "inspect",
    "append: evil",
    "prepend: evil",
    "replace: 'a', evil",
    "replace: evil, evil",
    "first",
    "default: evil",
    "remove: 'x'",
    "split: 'b' | join: evil",
    "reverse",
    "url_decode",
    "push: evil | join: r",
    "append: r | remove: r",
    "array_to_sentence_string: evil",
    "sort",
  ];
  const attack = { evil: "\"><script>alert(1)</script>&lt;i&gt;'" };
  const capture =
    "{% capture c %}{{ evil }}{% endcapture %}{% capture r %}<u>{{ evil }}</u>{% endcapture %}";
  for (const value of ["evil", "c", "r"]) {
    for (const one of filters) {
      for (const next of filters) {
        const template = `${capture}{{ ${value} | ${one} | ${next} }}`;
        const written = renderTemplate("html", template, attack).replaceAll(/<\/?u>|<br \/>/gi, "");
        expect(written, template).not.toMatch(/[<"']/);
      }
    }
  }
});

test("nothing is escaped in subjects and plain text, unless it is asked for", () => {
  const plain = (template: string): string => renderTemplate("text", template, facts);
  expect(plain("{{ tea }} {% capture c %}{{ name }}{% endcapture %}{{ c }}")).toBe(
    "Tea & Cups O'Neil",
  );
  expect(plain("{{ lines | newline_to_br }} {{ html | strip_html }} {{ tea | raw }}")).toBe(
    "one & two<br />\nthree Tea & Cups &copy; now Tea & Cups",
  );
});
