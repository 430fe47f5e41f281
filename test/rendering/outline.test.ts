import fc from "fast-check";
import { expect, test } from "vitest";
import { Templates } from "../../src/domain/template.ts";
import { email } from "../../src/rendering/work/email.ts";
import { outlineOf } from "../../src/rendering/work/mail-outline.ts";
import { mailOf } from "./mail-of.ts";

// A mail that differs from others in its values alone is not parsed: it must come out as if it were.

const outlineFor = (html: string, v: string) => {
  const parts = new Templates().htmlParts(html, { v });
  return parts === null ? null : outlineOf(parts);
};

test.each([
  "<p>Hello, {{ v }}</p>",
  '<p title="{{ v }}">x</p>',
  "<a href='https://example.com/{{ v }}' data-name=\"{{ v }}\">{{ v }}</a>",
  "<table><tr><td>{{ v }}</td></tr></table>",
  '<!--[if mso]><v:rect href="https://example.com/{{ v }}">{{ v }}</v:rect><![endif]-->',
  "<html><head><title>{{ v }}</title></head><body></body></html>",
])("a value can't change what stands around it: %s", (html) => {
  expect(outlineFor(html, "Ada")).not.toBeNull();
});

test.each([
  "<{{ v }}>",
  "<p {{ v }}>x</p>",
  "<p title={{ v }}>x</p>",
  "&{{ v }}",
  "<!-- {{ v }} -->",
  "<!--[if {{ v }}]>x<![endif]-->",
  "<!doctype {{ v }}>",
  "<style>{{ v }}</style>",
  "<script>{{ v }}</script>",
  "<textarea>{{ v }}</textarea>",
  '<b title="{{ v }}">x</b>',
  '<table class="{{ v }}"></table>',
  '<input type="{{ v }}">',
])("a value might change it, so that it is parsed: %s", (html) => {
  expect(outlineFor(html, "Ada")).toBeNull();
});

const pieces = [
  "<p>{{ vars.v }}</p>",
  '<a href="{{ vars.w }}">{{ vars.v }}</a>',
  "<a href=' https://example.com/{{ vars.v }}?x={{ vars.w }} ' data-name=\"{{ vars.v }}\">go {{ vars.v }} </a>",
  '<a href="https://example.com/1" data-no-utm>{{ vars.v }}  x</a>',
  '<a href="https://example.com/2" title="t  {{ vars.v }}"><img alt="a" src="{{ vars.w }}"></a>',
  '<a href="https://example.com/3/{{ vars.v }}">not closed <div>{{ vars.w }}</div>',
  "<table><tr><td>{{ vars.v }}</td><td>{{ vars.w }}</td></tr></table>",
  "<table>{{ vars.v }}<tr><td>x</td></tr></table>",
  '<!--[if mso]><a href="https://example.com/o/{{ vars.v }}">{{ vars.w }}</a><![endif]-->',
  "<p>It&#39;s {{ vars.v }} &quot;so&quot; a < b {{ vars.w }}</p>",
  "{% capture c %}{{ vars.v }} & {{ vars.w }}{% endcapture %}{{ c | truncate: 6 }}{{ c }}",
  "{{ vars.v | escape }}{{ vars.w | newline_to_br }}{{ vars.v | raw }}",
  "{% for i in (1..2) %}<li>{{ i }} {{ vars.v }}</li>{% endfor %}{% if vars.v %}!{% endif %}",
  '<pre>{{ vars.v }}</pre><h1>{{ vars.w }}</h1><ol start="{{ vars.v }}"><li>x</ol>',
  "<{{ vars.v }}>",
  "<p {{ vars.v }}>&{{ vars.w }}</p>",
  '<b title="{{ vars.v }}">x<b title="{{ vars.w }}">y',
  "<!-- {{ vars.v }} --><style>{{ vars.w }}</style>",
  "many words that go on and on until a line has to be broken somewhere near {{ vars.v }} {{ vars.w }}",
  "</body>{{ vars.v }}",
];
const values = [
  "Ada",
  `O'Neil & "Sons"`,
  "<b>x</b>",
  "--",
  "a-",
  "-->",
  "",
  " ",
  " x",
  "x ",
  "a\nb",
  "a\r\nb",
  "&amp;",
  "#39;",
  "\u00A0x",
  "😀",
  "]",
  "https://example.com/a?b=c&d=e",
  "javascript:alert(1)",
  "\uFDD0",
  "\uFDD1x\uFDE00\uFDE1",
  "hidden",
  "two words",
];

let count = 0;

test("what is put into an outline comes out as if it were parsed", () => {
  const value = fc.constantFrom(...values);
  const mail = fc.record({
    body: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }),
    vars: fc.array(fc.record({ v: value, w: value }), { minLength: 4, maxLength: 4 }),
    isWhole: fc.boolean(),
  });
  const render = (html: string, vars: object): string => {
    const more = {
      linkMark: "mark.invalid",
      utm: { source: "s" },
      openUrl: "https://example.com/o",
    };
    return JSON.stringify(email({ ...mailOf(html, { vars }), ...more }));
  };
  fc.assert(
    fc.property(mail, ({ body, vars, isWhole }) => {
      const written = body.join("");
      const html = isWhole ? `<html><head></head><body>${written}</body></html>` : written;
      for (const each of vars) {
        // What was never seen before is parsed; a comment makes it that, and is taken out again.
        const fresh = `<!--fresh ${count++}-->`;
        const parsed = render(fresh + html, each).replace(fresh, "<!--same-->");
        expect(render(`<!--same-->${html}`, each)).toBe(parsed);
      }
    }),
    { numRuns: 150 },
  );
});
