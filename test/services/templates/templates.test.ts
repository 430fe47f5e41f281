import { expect, test } from "vitest";
import { chooseLanguage } from "../../../src/domain/message-content.ts";
import { MissingVariable, Templates } from "../../../src/domain/template.ts";
import { usedVariables } from "../../../src/domain/template-variables.ts";
import { compileMjml } from "../../../src/rendering/work/compile-mjml.ts";
import { incoming } from "../../support/events.ts";
import { inARow } from "../../support/definitions.ts";
import { stack } from "../../support/mail-stack.ts";

test("the exact language is chosen, else its base, else the default", () => {
  const content = { defaultLanguage: "en", languages: { en: 1, uk: 2, "pt-BR": 3, pt: 4 } };
  const chosen = ["uk", "UK", "uk-UA", "pt_br", "pt-PT", "de", "", null].map((language) =>
    chooseLanguage(content, language),
  );
  expect(chosen).toEqual(["uk", "uk", "uk", "pt-BR", "pt", "en", "en", "en"]);
});

test("a variable without a value is empty, or what `default` says, or it is told", () => {
  const templates = new Templates();
  const facts = { contact: { firstName: "", city: null }, order: { items: [{ name: "Mug" }] } };
  const guarded =
    '{{ contact.firstName | default: "you" }}{% if contact.city %}{{ contact.city }}{% endif %}';
  expect(templates.render("text", `${guarded}{{ contact.age }}`, facts)).toBe("you");
  expect(templates.render("text", guarded, facts, "fail")).toBe("you");
  const loop = "{% for item in order.items %}{{ item.name }} {{ item.price }}{% endfor %}";
  for (const [template, variable] of [
    ["{{ contact.firstName }}", "contact.firstName"],
    ["{{ contact.city | upcase }}", "contact.city"],
    [loop, "item.price"],
  ] as const) {
    expect(() => templates.render("text", template, facts, "fail")).toThrow(
      new MissingVariable(variable),
    );
  }
});

test("what a template reads is known before it is rendered, also through its partials", () => {
  const template =
    "{% assign total = order.totalCost %}{{ total }}{% for item in order.items %}{{ item.name }}{% endfor %}" +
    '{% if vars.vip %}{{ vars.vip }}{% endif %}{{ contact.firstName | default: "x" }}{% render "foot" %}';
  const partials = { foot: { html: "{{ event.params['full name'] }}", text: null } };
  const used = usedVariables(template, partials).map(({ path, guarded }) => [
    path.join("."),
    guarded,
  ]);
  expect(used.toSorted()).toEqual([
    ["contact.firstName", true],
    ["event.params.full name", false],
    ["order.items", false],
    ["order.totalCost", false],
    ["vars.vip", true],
  ]);
});

test("Liquid survives MJML, in attributes and conditions too; what would be lost is told", async () => {
  const { html, problems } = await compileMjml(`<mjml><mj-body><mj-section><mj-column>
    <mj-raw>{% for item in order.items %}</mj-raw>
    <mj-text>{% if item.price < 5 and item.name %}{{ item.name | default: "a thing" }}{% endif %}</mj-text>
    <mj-raw>{% endfor %}</mj-raw>
    <mj-button background-color="{{ vars.color }}" href="https://example.com/{{ order.externalId | default: "none" }}">Go</mj-button>
    </mj-column></mj-section></mj-body></mjml>`);
  expect(problems).toEqual([]);
  const order = {
    externalId: "A&1",
    items: [
      { name: "<Mug>", price: 4 },
      { name: "Pot", price: 9 },
    ],
  };
  const mail = new Templates().render("html", html, { order, vars: { color: "#fff" } });
  expect(mail).toContain("&lt;Mug&gt;");
  expect(mail).not.toContain("Pot");
  expect(mail).toContain('href="https://example.com/A&amp;1"');
  expect(mail).not.toContain("fonts.googleapis.com");

  const lost = await compileMjml(
    "<mjml><mj-body><mj-section><mj-column>{% for n in vars.list %}<mj-text>x</mj-text>{% endfor %}</mj-column></mj-section></mj-body></mjml>",
  );
  expect(lost.problems).toEqual([
    "{% for n in vars.list %} would be lost: MJML takes no text there; put it into <mj-raw>",
    "{% endfor %} would be lost: MJML takes no text there; put it into <mj-raw>",
  ]);
  const faulty = await compileMjml("<mjml><mj-body><mj-nothing /></mj-body></mjml>");
  expect(faulty.problems.join()).toMatch(/mj-nothing/);
});

test("templates are made, changed onto their revision, and not deleted while a draft uses them", async () => {
  const { post, get, ask } = await stack({ worker: false });
  const content = { subject: "Hi {{ contact.firstName }}", html: "<p>Hi</p>" };
  const made = await post("/templates", { name: "Hi", content });
  expect(made).toMatchObject({ status: 201, body: { name: "Hi", content, revision: 1 } });
  const path = `/templates/${made.body.id}`;
  expect((await post("/templates", { name: "Hi", content })).status).toBe(409);
  const faulty = await post("/templates", {
    name: "Bad",
    content: { html: "{{ x", mjml: "<mjml" },
  });
  expect(faulty.status).toBe(400);
  expect(faulty.body.errors.map((fault: { path: string }) => fault.path)).toEqual(
    expect.arrayContaining(["content.subject", "content.mjml"]),
  );
  const changed = await ask("PATCH", path, {
    content: { ...content, html: "<p>Ho</p>" },
    revision: 1,
  });
  expect(changed.body).toMatchObject({ revision: 2, name: "Hi" });
  expect((await ask("PATCH", path, { name: "Ho", revision: 1 })).status).toBe(409);
  expect((await get("/templates")).body.items).toHaveLength(1);

  const draft = inARow({ id: "mail", kind: "sendEmail", config: { templateId: made.body.id } });
  const workflow = await post("/workflows", { name: "Uses it", draft });
  const refused = await ask("DELETE", path);
  expect(refused.body.workflows).toEqual([
    { workflowId: workflow.body.id, workflowName: "Uses it" },
  ]);
  await ask("PATCH", `/workflows/${workflow.body.id}`, { draft: inARow(), draftRevision: 1 });
  expect((await ask("DELETE", path)).status).toBe(204);
  expect((await get(path)).status).toBe(404);
});

test("publishing tells what is missing at its block, and warns of what may be", async () => {
  const { post, ask, ingest, db } = await stack({ worker: false });
  await post("/event-types", { key: "order" });
  const mail = (config: object) => inARow({ id: "mail", kind: "sendEmail", config });
  const publish = async (config: object) => {
    const made = await post("/workflows", { name: "W", draft: mail(config) });
    await post(`/workflows/${made.body.id}/bindings`, {
      role: "start",
      eventTypeKey: "order",
      frequency: { kind: "each" },
    });
    return post(`/workflows/${made.body.id}/publish`);
  };
  const broken = await publish({
    subject: "A",
    html: '{% render "nowhere" %}{% render vars.which %}',
  });
  expect(broken.status).toBe(409);
  expect(broken.body.problems.map((problem: { message: string }) => problem.message)).toEqual([
    "the name of a partial must be in quotes, so that it can be frozen",
    'there is no partial "nowhere"',
  ]);
  const noTemplate = await publish({ templateId: "0e4b6c1e-53a8-4b6f-9a08-4d1c3f9d1c11" });
  expect(noTemplate.body.problems).toMatchObject([{ block: "mail", field: "templateId" }]);

  for (const params of [{ city: "Kyiv" }, { city: null }, {}, { city: "Lviv" }]) {
    await ingest.ingest([incoming({ params })]);
  }
  await ask("PUT", "/partials/foot", { html: "{{ event.params.sender }}" });
  const warned = await publish({
    subject: "{{ event.params.city }} {{ contact.nickname }}",
    html: '{{ event.params.zip | default: "–" }} {{ foo.bar }} {{ data.code }} {% render "foot" %}',
    data: { other: "1" },
  });
  expect(warned.status).toBe(200);
  expect(
    warned.body.warnings.map(({ variable, message }: Record<string, string>) => [
      variable,
      (message ?? "").replace(/[;:].*/, ""),
    ]),
  ).toEqual([
    ["event.params.city", 'it was missing in 2 of the last 4 events "order"'],
    ["contact.nickname", "contact has no nickname"],
    ["event.params.sender", 'it was missing in all of the last 4 events "order"'],
    ["foo.bar", "nothing is called foo"],
    ["data.code", "the block's data has no code"],
    ["unsubscribeUrl", "this marketing e-mail has no link to unsubscribe by"],
  ]);
  expect(await db.query("select 1 from workflow_versions")).toHaveLength(1);
});

test("a preview shows the mail with a real event, contact and order, and keeps nothing", async () => {
  const { post, ask, ingest, db } = await stack({ worker: false });
  await db.query(
    `insert into orders (id, external_id, status, total_cost, currency, ordered_at, items)
     values (gen_random_uuid(), 'A-1', 'DELIVERED', 42.5, 'EUR', now(), '[{"name": "Mug"}, {"name": "Pot"}]')`,
  );
  const [sent] = await ingest.ingest([incoming({ params: { orderId: "A-1" } })]);
  const contactId = sent?.outcome === "accepted" ? sent.contactId : null;
  await ask("PATCH", `/contacts/${contactId}`, { firstName: "Ada", language: "uk-UA" });
  await ask("PUT", "/partials/foot", { html: "<footer>{{ contact.firstName }}</footer>" });
  const content = {
    languages: {
      en: { subject: "Hello", html: "<p>Hello</p>" },
      uk: {
        subject: "Замовлення {{ order.externalId }}",
        mjml:
          "<mjml><mj-body><mj-section><mj-column><mj-raw>{% for i in order.items %}</mj-raw><mj-text>{{ i.name }}</mj-text>" +
          '<mj-raw>{% endfor %}</mj-raw><mj-button href="https://example.com/?a=1#top">Далі</mj-button>' +
          '<mj-text>{% render "foot" %}{{ event.params.gift }}</mj-text></mj-column></mj-section></mj-body></mjml>',
      },
    },
    defaultLanguage: "en",
  };
  const before = await db.query("select count(*) from messages, events");
  const shown = await post("/templates/preview", {
    content,
    eventId: sent?.eventId,
    utm: { source: "shop", campaign: "{{ event.typeKey }}" },
  });
  expect(shown.body).toMatchObject({
    recipient: "ada@example.com",
    language: "uk",
    subject: "Замовлення A-1",
    links: [
      { name: "Далі", url: "https://example.com/?a=1&utm_source=shop&utm_campaign=order#top" },
    ],
    warnings: [{ variable: "event.params.gift", message: "has no value here" }],
  });
  expect(shown.body.html).toMatch(/Mug[\s\S]*Pot[\s\S]*<footer>Ada<\/footer>/);
  expect(shown.body.text).toContain("Mug");

  const draft = inARow({ id: "mail", kind: "sendEmail", config: content });
  const workflow = await post("/workflows", { name: "W", draft });
  const json = await post(`/workflows/${workflow.body.id}/blocks/mail/preview`, {
    language: "de",
    facts: { contact: { email: "eve@example.com" } },
  });
  expect(json.body).toMatchObject({
    language: "en",
    subject: "Hello",
    recipient: "eve@example.com",
  });
  const missing = await post("/templates/preview", { content, contactId: sent?.eventId });
  expect(missing.status).toBe(404);
  expect(await db.query("select count(*) from messages, events")).toEqual(before);
});
