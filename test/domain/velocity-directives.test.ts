import { describe, expect, test } from "vitest";
import { readVelocity } from "../../src/domain/velocity-source.ts";
import { renderVelocity, velocityError } from "../../src/domain/velocity.ts";
import { velocityFacts, withTags } from "../../src/domain/velocity-facts.ts";
import { cpuTime } from "../support/cpu-time.ts";

const known = {
  name: "O'Neil & Co 🎉",
  n: 7,
  price: "12.5",
  html: "<b>",
  list: ["<i>", "b"],
  data: { x: "a & b", items: [{ p: 1 }, { p: 2 }], none: [], map: { k: "v" }, "a-b": "dash" },
};
const render = (template: string): string => renderVelocity("html", template, known);

describe("a directive without its other half is a fault, with its line", () => {
  test.each([
    ["a\n#end b", "line 2: #end has nothing to end"],
    ["#if($x)a#end\n\n#end", "line 3: #end has nothing to end"],
    ["a\n#if($x)\nb", "line 2: #if has no #end"],
    ["#if($x)#foreach($i in $y)a#end", "line 1: #if has no #end"],
    ["#foreach($i in $y)\n#if($i)a#end", "line 1: #foreach has no #end"],
    ["#macro(row $x)a", "line 1: #macro has no #end"],
    ["#define($x)a", "line 1: #define has no #end"],
    ["a #else b", "line 1: #else stands in no #if"],
    ["#foreach($i in $y)a#{else}b#end", "line 1: #else stands in no #if"],
    ["#elseif($x) b", "line 1: #elseif stands in no #if"],
    ["#if($x)a#else b\n#else c#end", "line 2: a second #else of one #if"],
    ["#if($x)a#else b#elseif($y)c#end", "line 1: #elseif stands behind the #else of its #if"],
    ["#if($x a", "line 1: #if has no ) to its ("],
  ])("%s", (template, fault) => {
    expect(velocityError(template)).toContain(`the Velocity template can't be read: ${fault}`);
  });
});

describe("what looks like a directive and is none stays text", () => {
  test.each([
    '<a href="#endorsements">x</a><a href="#iframe"></a><a href="#settings"></a>',
    '<td style="color:#eee;background:#fff (white)">#endif #elsewhere #stopper</td>',
    "#fff(x) #if #define me #macro # if # end #1 &#35;if(x) &#x23;end %23if(x)%23end",
    "https://example.com/?q=%24name%20%23end&c=%23if(a)#end-of-page".replace(
      "#end-of-page",
      "#top",
    ),
    "$5.00, US$ 7 and 50% (#1 of 10)",
  ])("%s", (text) => {
    expect(velocityError(text)).toBeNull();
    expect(render(text)).toBe(text);
  });

  test("in strings, comments and what is not parsed", () => {
    const template =
      '#if("#end" == $html)no#{else}yes#end## #if\n#* #if *##[[ #if ]]#\\#end$name.replace("#end", "")';
    expect(velocityError(template)).toBeNull();
    expect(render(template)).toBe("yes #if #endO&#39;Neil &amp; Co 🎉");
  });
});

test("encoded text in addresses is no tag, unless there is one of its name", () => {
  const facts = (attributes: object) =>
    velocityFacts({
      contact: { firstName: "Ada", attributes },
      event: { params: {} },
      order: null,
      vars: {},
      data: {},
      unsubscribeUrl: "",
    } as never);
  const shown = (template: string, attributes: object = {}): string => {
    const all = facts(attributes);
    return renderVelocity("text", withTags(template, all["tags"] as object), all);
  };
  const address = "https://example.com/?q=%D0%BFCODE%D0%9F&r=%ABOUT%20US&s=SALE%20OFF%20NOW";
  expect(shown(`${address} %FIRSTNAME% %DATE% %DATE%.`)).toBe(`${address} Ada  .`);
  expect(shown("%DATE% %ABOUT%20US", { date: "May", about: "x" })).toBe("May x20US");
});

test.each(["#if(", "$a(", "#macro(a", "#if([]==", '$a("', "$a['", "#set($a = {"])(
  "a template of nothing but %s is read in no time",
  (part) => {
    const taken = cpuTime();
    readVelocity(part.repeat(200_000 / part.length));
    expect(taken()).toBeLessThan(2_000);
  },
);

test("a directive may have braces around its name", () => {
  const template =
    "#{foreach}($i in $data.items)#{if}($i.p == 1)a#{elseif}($i.p == 2)b#{end}#{end}";
  expect(velocityError(template)).toBeNull();
  expect(render(template)).toBe("ab");
  expect(velocityError("#{if}($n)a")).toContain("line 1: #if has no #end");
});

describe("values are escaped once", () => {
  test.each([
    ["$name", "O&#39;Neil &amp; Co 🎉"],
    ['#set($t = "Hi $name")$t', "Hi O&#39;Neil &amp; Co 🎉"],
    ["#set($t = 'Tea & ' + $name)$t", "Tea &amp; O&#39;Neil &amp; Co 🎉"],
    ['#macro(row $x)<td>$x</td>#end#row("$name")', "<td>O&#39;Neil &amp; Co 🎉</td>"],
    ["#macro(w)<i>$bodyContent</i>#end#@w()$name#end", "<i>O&#39;Neil &amp; Co 🎉</i>"],
    ["#define($b)<b>$name</b>#end$b", "<b>O&#39;Neil &amp; Co 🎉</b>"],
    ["$esc.html($name)", "O&#39;Neil &amp; Co 🎉"],
    ["$list $data.map", "[&lt;i&gt;, b] {k=v}"],
    ["<a href='$html'>", "<a href='&lt;b&gt;'>"],
  ])("%s", (template, result) => {
    expect(render(template)).toBe(result);
  });
});

describe("values are compared and reckoned with as in Velocity", () => {
  test.each([
    ["#if($data.none == [])y#end", "y"],
    ["#if([] == $data.none)y#end", "y"],
    ["#if($data.items != [])y#end#if($data.items == [])n#end", "y"],
    ["#if($data.get('none') == [ ] || $n == 1)y#end", "y"],
    ["#if($missing == [])y#{else}n#end", "n"],
    ["#if($data.map == {})y#{elseif}n#end".replace("#{elseif}", "#{else}"), "n"],
    ["#if($n == 1)a#elseif($data.none == [])b#end", "b"],
    ["#if($data.none.isEmpty() && $data.items.size() == 2)y#end", "y"],
    ["#if($data.items.get(0) == {'p': 1})y#end".replace("{'p': 1}", "$data.items[0]"), "y"],
    ["#if($data == 'x')y#{else}n#end", "n"],
    ["#if($price > 12 && $price == 12.5)y#end", "y"],
    ["#if($missing > 1)y#{else}n#end", "n"],
    ["#set($h = $n / 2)$h #set($d = 7.5 / 2)$d #set($z = $n / 0)[$!z]", "3 3.75 []"],
    ["#set($s = $missing + 1)[$!s]#set($m = $n % 4)$m#set($p = $n * 2 - 1)$p", "[]313"],
    [
      "$data.get('x') ${data.get(\"x\")} $!{data.get('items').get(1).get('p')} $data.get('a-b')",
      "a &amp; b a &amp; b 2 dash",
    ],
    ["\"$data.get('x')\" $data.get('none').size() $data.get(\"nope\")", '"a &amp; b" 0 '],
    ["#foreach($i in [1..3])$i#if($foreach.last)!#else,#end#end", "1,2,3!"],
  ])("%s", (template, result) => {
    expect(velocityError(template)).toBeNull();
    expect(render(template)).toBe(result);
  });
});

describe("the tools of VelocityTools", () => {
  const place = { language: "en", timeZone: "America/New_York", now: "2026-01-15T23:30:00Z" };
  const shown = (template: string, more: Partial<typeof place> = {}): string =>
    renderVelocity(
      "text",
      template,
      { n: 1234567.891, at: "2026-01-15T23:30:00Z", t: "12.345" },
      { ...place, ...more },
    );

  test.each([
    ["$numberTool.format('#,##0.00', $n)", "1,234,567.89"],
    [
      "$numberTool.format('0', 2.5) $numberTool.format('0', 3.5) $numberTool.format('0.0', $t)",
      "2 4 12.3",
    ],
    [
      "$numberTool.format('#,###', 1234) $numberTool.format('000', 7) $numberTool.format('#.##', 5)",
      "1,234 007 5",
    ],
    [
      "$numberTool.format('#.00', 0.5) $numberTool.format('#,##0.## USD', -1234.5)",
      ".50 -1,234.5 USD",
    ],
    ["$numberTool.format('0%', 0.256) $numberTool.format('0.00;(0.00)', -3)", "26% (3.00)"],
    [
      "$numberTool.format('currency', 5) $number.integer(7.6) $number.percent(0.5) $number.format($n)",
      "$5.00 8 50% 1,234,567.891",
    ],
    ["$numberTool.format('#,##0.00', $n, 'de') $numberTool.format('0.0', 'x')", "1.234.567,89 "],
    [
      "$mathTool.add(1, 2, 3) $mathTool.sub(5, '2') $mathTool.mul(0.1, 3) $mathTool.div(7, 2) $mathTool.idiv(7, 2)",
      "6 3 0.3 3.5 3",
    ],
    [
      "$mathTool.roundTo(2, 5.675) $math.round(2.5) $math.floor(2.9) $math.ceil(2.1) $math.abs(-3) $math.pow(2, 10) $math.mod(7, 4)",
      "5.68 3 2 3 3 1024 3",
    ],
    [
      "$math.max(1, 5) $math.min(4, 2) $math.getTotal([1, 2, 3]) $math.getAverage([1, 2]) [$!math.div(1, 0)$!math.add('a', 1)]",
      "5 2 6 1.5 []",
    ],
    ["#set($x = $mathTool.mul($n, 0))$x", "0"],
    ["$dateTool.format('dd.MM.yyyy HH:mm', $at)", "15.01.2026 18:30"],
    ["$dateTool.format(\"d MMM yy, hh:mm a 'o''clock'\", $at)", "15 Jan 26, 06:30 PM o'clock"],
    ["$dateTool.format('EEEE, d MMMM yyyy', $at, 'uk')", "четвер, 15 січня 2026"],
    [
      "$dateTool.format('HH:mm', $at, 'en', 'Europe/Kyiv') $date.format('yyyy-MM-dd', '2026-02-01')",
      "01:30 2026-02-01",
    ],
    [
      "$dateTool.get('yyyy') $date.year $date.getMonth() $date.day $dateTool.format('dd', $dateTool.toDate('24.11.2026'))",
      "2026 2026 0 15 24",
    ],
    ["[$!dateTool.format('yyyy', 'no date')$!dateTool.nothing()$!dateTool.constructor]", "[]"],
    ["$esc.url('a b&c')", "a+b%26c"],
  ])("%s", (template, result) => {
    expect(shown(template)).toBe(result);
  });

  test("write as the contact's language does, at the contact's hours", () => {
    const uk = { language: "uk", timeZone: "Europe/Kyiv" };
    expect(shown("$numberTool.format('#,##0.00', $n) $dateTool.format('HH:mm', $at)", uk)).toBe(
      "1\u00a0234\u00a0567,89 01:30",
    );
  });

  test("give way to params of their names", () => {
    expect(renderVelocity("text", "$number $date", { number: "A-1", date: "May" })).toBe("A-1 May");
  });
});
