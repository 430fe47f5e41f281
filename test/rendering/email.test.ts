import { describe, expect, test } from "vitest";
import type { EmailInput } from "../../src/rendering/jobs.ts";
import { email } from "../../src/rendering/work/email.ts";
import { mailOf } from "./mail-of.ts";

type Rendered = NonNullable<ReturnType<typeof email>["rendered"]>;

function rendered(
  html: string,
  text: string | null = null,
  more: Partial<EmailInput> = {},
): Rendered {
  const input = mailOf(html);
  const content = {
    defaultLanguage: "default",
    languages: { default: { subject: "Hello", html, text } },
  };
  const { rendered: made } = email({ ...input, content, linkMark: "mark.invalid", ...more });
  if (made === null) throw new Error("nothing was rendered");
  return made;
}

describe("HTML comes out as it went in, but for its links", () => {
  test.each([
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head><body class=x><p>b<br/></body></html>',
    "<!--[if mso]><table><tr><td><![endif]--><div>a</div><!--[if mso]></td></tr></table><![endif]-->",
    "<![if !mso]><p>a</p><![endif]><!--[if !mso]><!--><p>b</p><!--<![endif]-->",
    "<!-- a comment --><P>Upper<BR>case &nbsp;&copy; &amp; ä</P>\r\n<img src=a.png>",
    "<style>a > b { color: red }</style><script>if (a < b) {}</script><p>x",
    "<table><tr><td>a</table>",
  ])("%s", (html) => {
    expect(rendered(html).html).toBe(html);
  });

  test("quotes in a value are written plainly between tags", () => {
    const html = '<p title="{{ v }}">{{ v }}</p>';
    const made = rendered(html, null, { facts: { ...mailOf("").facts, vars: {} } });
    expect(made.html).toBe('<p title=""></p>');
    const facts = { ...mailOf("").facts, vars: { v: `O'Neil "&" <b>` } };
    expect(rendered('<p title="{{ vars.v }}">{{ vars.v }}</p>', null, { facts }).html).toBe(
      '<p title="O&#39;Neil &#34;&amp;&#34; &lt;b&gt;">O\'Neil "&amp;" &lt;b&gt;</p>',
    );
  });
});

describe("every link is tracked", () => {
  const to = (path: string): string => `https://example.com/${path}`;
  const track = (html: string, text: string | null = null) => {
    const made = rendered(html, text, { utm: { source: "shop" } });
    return { ...made, urls: made.links.map(({ name, url }) => [name, url]) };
  };

  test("in the HTML, with its name and without what was said to us", () => {
    const { html, urls } = track(
      `<a class="b"  data-name="Top" href='${to("a?x=1&amp;y=2#z")}' data-x>Go  to</a><a href=${to("b")}>B</a><a data-no-track href="${to("c")}">C</a><a data-no-utm href="${to("d")}">D</a><a href="mailto:a@b.co">M</a><a href="#top">T</a><a href="https://example.com/u">Bye</a>`,
    );
    expect(html).toBe(
      `<a class="b" href="https://mark.invalid/0" data-x>Go  to</a><a href="https://mark.invalid/1">B</a><a href="${to("c")}?utm_source=shop">C</a><a href="https://mark.invalid/2">D</a><a href="mailto:a@b.co">M</a><a href="#top">T</a><a href="https://example.com/u">Bye</a>`,
    );
    expect(urls).toEqual([
      ["Top", to("a?x=1&y=2&utm_source=shop#z")],
      ["B", to("b?utm_source=shop")],
      ["D", to("d")],
    ]);
  });

  test("areas of a picture", () => {
    const { html, urls } = track(`<map><area shape="rect" alt="Left" href="${to("l")}"></map>`);
    expect(html).toBe('<map><area shape="rect" alt="Left" href="https://mark.invalid/0"></map>');
    expect(urls).toEqual([["Left", to("l?utm_source=shop")]]);
  });

  test("buttons that only Outlook draws, inside of conditional comments", () => {
    const vml = (href: string): string =>
      `<!--[if mso]>\r\n<v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="${href}" arcsize="10%">\r\n<w:anchorlock/><center>Go</center></v:roundrect><![endif]--><!--[if !mso]><!--><a href="${href}">Go</a><!--<![endif]-->`;
    const { html, urls, text } = track(vml(to("go")));
    expect(html).toBe(
      vml("x")
        .replace('href="x"', 'href="https://mark.invalid/0"')
        .replace('href="x"', 'href="https://mark.invalid/1"'),
    );
    expect(urls).toEqual([
      ["Go", to("go?utm_source=shop")],
      ["Go", to("go?utm_source=shop")],
    ]);
    expect(text).toBe("Go [https://mark.invalid/1]");
  });

  test("in a plain-text part of its own, where a link of the HTML is the same link", () => {
    const { text, urls } = track(
      `<a href="${to("a")}">A</a><a data-no-track href="${to("n")}">N</a>`,
      `A: ${to("a")}. (See ${to("b_(c)")}), <${to("d?e=1&f=2")}>\nNo: ${to("n")}\nBye: https://example.com/u`,
    );
    expect(text).toBe(
      `A: https://mark.invalid/0. (See https://mark.invalid/1), <https://mark.invalid/2>\nNo: ${to("n")}?utm_source=shop\nBye: https://example.com/u`,
    );
    expect(urls).toEqual([
      ["A", to("a?utm_source=shop")],
      [to("b_(c)"), to("b_(c)?utm_source=shop")],
      [to("d?e=1&f=2"), to("d?e=1&f=2&utm_source=shop")],
    ]);
  });

  test("also one that is never closed, once", () => {
    const { html, urls } = track(`<p><a href="${to("a")}">One<p>Two`);
    expect(html).toBe('<p><a href="https://mark.invalid/0">One<p>Two');
    expect(urls).toHaveLength(1);
  });
});

test("the picture that tells of an open stands at the end of the body", () => {
  const openUrl = "https://example.com/o.gif";
  const picture = `<img src="${openUrl}" width="1" height="1" alt="" style="border:0">`;
  expect(rendered("<html><body><p>a</p></body></html>", null, { openUrl }).html).toBe(
    `<html><body><p>a</p>${picture}</body></html>`,
  );
  expect(rendered("<p>a</p>", null, { openUrl }).html).toBe(`<p>a</p>${picture}`);
});

describe("the plain-text part that is made from the HTML", () => {
  const text = (html: string): string => rendered(html).text;

  test("keeps the case of headings, and of a table's", () => {
    expect(
      text(
        "<h1>Code aBc1</h1><h2>dE</h2><table><tr><th>Your Code</th><th>Ends</th></tr><tr><td>xY</td><td>May</td></tr></table>",
      ),
    ).toBe("Code aBc1\n\n\ndE\n\nYour Code   Ends\nxY          May");
  });

  test("keeps the cells of a table apart", () => {
    expect(
      text(
        "<table><tr><td>Mug</td><td>5.00</td></tr><tr><td>Teapot</td><td>12.50</td></tr></table>",
      ),
    ).toBe("Mug      5.00\nTeapot   12.50");
    expect(
      text('<table role="presentation"><tr><td><p>Mug</p></td><td><p>5.00</p></td></tr></table>'),
    ).toMatch(/^Mug\s+5\.00$/);
    expect(
      text("<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr></table>"),
    ).toMatch(/^a\s+b$/);
  });
});
