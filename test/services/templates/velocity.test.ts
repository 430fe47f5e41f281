import { describe, expect, test } from "vitest";
import { renderVelocity, velocityError } from "../../../src/domain/velocity.ts";
import { VelocityRefused } from "../../../src/domain/velocity-methods.ts";
import { velocityFacts, withTags } from "../../../src/domain/velocity-facts.ts";
import { noLanguage } from "../../../src/domain/message-content.ts";
import { inARow } from "../../support/definitions.ts";
import { stack } from "../../support/mail-stack.ts";
import { cpuTime } from "../../support/cpu-time.ts";

const items = [
  { name: "Mug", price: 5 },
  { name: "Cup", price: 7 },
];
const known = { name: "Ada", data: { x: "<b>", items, empty: "" } };
const render = (template: string) => renderVelocity("text", template, known);

test.each([
  ["$!data.get('x')", "<b>"],
  ["$!data.get('items').get(0).get('price')", "5"],
  [
    "#foreach($i in $data.get('items'))$velocityCount:$i.name#if($foreach.hasNext), #end#end",
    "1:Mug, 2:Cup",
  ],
  ["#if($data.items.size() > 1 && !$data.get('empty'))many#{else}one#end", "many"],
  ["#set($sum = 0)#foreach($i in $data.items)#set($sum = $sum + $i.price)#end$sum", "12"],
  ["${name}! $!{missing}$missing.get('a').b()", "Ada! "],
  ["$name.toUpperCase().substring(0, 2) $name.length() $data.items.get(1).getName()", "AD 3 Cup"],
  ["#macro(row $n)<$n>#end#row('a')#row($name)", "<a><Ada>"],
  ["#foreach($e in $data.items.get(0).entrySet())$e.key=$e.getValue();#end", "name=Mug;price=5;"],
  ["#set($m = {'a': 1})#set($m.b = 2)$m.a$m.get('b')", "12"],
])("%s renders as in Velocity", (template, result) => {
  expect(render(template)).toBe(result);
});

test("values are escaped in HTML, and not in text", () => {
  expect(renderVelocity("html", "<i>$!data.get('x')</i>", known)).toBe("<i>&lt;b&gt;</i>");
  expect(render("<i>$!data.get('x')</i>")).toBe("<i><b></i>");
});

describe("nothing of JavaScript can be reached", () => {
  test.each([
    "$data.constructor",
    "$data.get('constructor')",
    "$data['constructor']",
    "$data.items['constructor']",
    "$data.getConstructor()",
    "$data.__proto__",
    "$data.get('__proto__')",
    "$name.constructor",
    "$name.toString.constructor",
    "$data.items.map",
    "$data.items.concat($data.items)",
    "$data.hasOwnProperty('x')",
    "#set($m = {})$m.constructor$m.valueOf()$m.__defineGetter__('a', 1)",
    "$name.repeat(1000000)",
    "$name.padEnd(1000000)",
    "$name.eval('x')",
    "$constructor$__proto__$toString$eval",
    "#parse('x')#include('x')#evaluate('$name')#eval('$name')",
  ])("%s is empty", (template) => {
    expect(render(template)).toBe("");
  });

  test.each([
    "#set($data.__proto__.x = 1)",
    "#set($m = {})#set($m.toString.x = 1)",
    "#set($data.items[0] = 1)",
    "#toString()",
    "#set($data.items.length = 1000000000)",
  ])("%s is refused", (template) => {
    expect(() => render(template)).toThrow(/./);
    expect(Reflect.ownKeys(Object.prototype.toString)).not.toContain("x");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("what a template changes is its own copy", () => {
    const facts = { list: [1], map: { a: 1 } };
    const template = "$list.add(2)$map.put('a', 2)$list.size()$map.a";
    expect(renderVelocity("text", template, facts)).toBe("22");
    expect(facts).toEqual({ list: [1], map: { a: 1 } });
  });

  test("what stands in the data is never read as a template", () => {
    const facts = { data: { x: "$name #set($name = 1)" }, name: "Ada" };
    expect(renderVelocity("text", "$data.x $name", facts)).toBe("$name #set($name = 1) Ada");
  });
});

describe("no template runs long or makes too much", () => {
  test.each([
    "#foreach($i in [1..1000000000])x#end",
    "#foreach($i in [1..9999])#foreach($j in [1..9999])x#end#end",
    "#foreach($i in [1..9999])#foreach($j in [1..9999])#set($x = 1)#end#end",
    "#set($a = 'xxxxxxxxxx')#foreach($i in [1..60])#set($a = $a + $a)#end",
    '#set($a = "xxxxxxxxxx")#foreach($i in [1..60])#set($a = "$a$a")#end',
    "#set($a = 'xxxxxxxxxx')#foreach($i in [1..60])#set($a = $a.replace('x', 'xx'))#end",
    "#set($l = [])#foreach($i in [1..9])$l.add($l)#end$l",
    "#macro(again)#again()#end#again()",
    "#define($again)$again#end$again",
  ])("%s is refused within a second", (template) => {
    const taken = cpuTime();
    expect(() => render(template)).toThrow(VelocityRefused);
    expect(taken()).toBeLessThan(1_000);
  });
});

test("a template that can't be read is told in words", () => {
  expect(velocityError("#if(")).toMatch(/^the Velocity template can't be read: /);
  expect(velocityError("$!data.get('x')")).toBeNull();
});

test("contact tags are fields, attributes and variables; encoded addresses are left alone", () => {
  const contact = { firstName: "$name", email: "ada@example.com", attributes: { city: "Lviv" } };
  const event = { params: { name: "Ada" } };
  const facts = { event, contact, order: null, vars: { PC_GENERAL: "SAVE10" }, data: {} };
  const template = "%FIRSTNAME% %EMAIL% %CITY% %PC_GENERAL% %NOBODY%?q=%D0%9F%20 100% 5%";
  const all = velocityFacts({ ...facts, unsubscribeUrl: "" } as never);
  expect(renderVelocity("text", withTags(template), all)).toBe(
    "$name ada@example.com Lviv SAVE10 ?q=%D0%9F%20 100% 5%",
  );
});

test("a stored template in Velocity is checked, previewed and sent", async () => {
  const campanile = await stack();
  const content = {
    engine: "velocity",
    subject: "Order $!data.get('order')",
    html: "<p>Hello %FIRSTNAME%#foreach($i in $!data.get('items')), $i.name#end</p>",
  };
  const broken = { ...content, html: "#foreach($i in" };
  const refused = await campanile.post("/templates", { name: "Broken", content: broken });
  expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([400, "content.html"]);
  const cut = { ...content, html: "<p>Hello</p>#end<p>All of this would be lost</p>" };
  const unshown = await campanile.post("/templates/preview", { content: cut });
  expect([unshown.status, unshown.body.detail]).toEqual([
    409,
    expect.stringContaining("html: the Velocity template can't be read: line 1: #end has nothing"),
  ]);
  const made = await campanile.post("/templates", { name: "Moved", content });
  expect(made.body.content).toEqual(content);
  const params = { order: "A-1", items, Email: "ada@example.com" };
  const facts = { event: { params }, contact: { firstName: "<Ada>" } };
  for (const given of [{ templateId: made.body.id as string }, { content }]) {
    const shown = await campanile.post("/templates/preview", { ...given, facts });
    expect(shown.body).toMatchObject({ subject: "Order A-1", warnings: [] });
    expect(shown.body.html).toContain("<p>Hello &lt;Ada&gt;, Mug, Cup</p>");
  }
  await campanile.post("/event-types", { key: "ordered" });
  const draft = inARow({
    id: "mail",
    kind: "sendEmail",
    config: { templateId: made.body.id, transactional: true },
  });
  const workflow = await campanile.post("/workflows", { name: "Moved", draft });
  const path = `/workflows/${workflow.body.id}`;
  const start = { role: "start", eventTypeKey: "ordered", frequency: { kind: "each" } };
  await campanile.post(`${path}/bindings`, start);
  expect((await campanile.post(`${path}/publish`)).body).toMatchObject({ warnings: [] });
  await campanile.post(`${path}/activate`);
  await campanile.post("/event", { eventTypeKey: "ordered", keyValue: "1", params });
  await campanile.ended(1);
  const [mail] = campanile.mail.received;
  expect(mail?.subject).toBe("Order A-1");
  expect(mail?.html).toContain("<p>Hello , Mug, Cup</p>");
  const [version] = await campanile.db.query<{ engine: string }>(
    `select contents->'messages'->'mail'->'languages'->$1->>'engine' as engine from workflow_versions`,
    [noLanguage],
  );
  expect(version?.engine).toBe("velocity");
});
