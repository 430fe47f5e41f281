import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import { definitionSchema } from "../../src/contract/definition.ts";
import { updateWorkflow } from "../../src/services/workflows/workflows.ts";
import { publishWorkflow } from "../../src/services/workflows/publish.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { stack } from "../support/mail-stack.ts";

test("each gets the mail in their language, with the partials, as it was when it was published", async () => {
  const { db, mail, ask, post, ingest, ended } = await stack();
  await ask("PUT", "/partials/foot", { html: "<i>{{ contact.email }}, first foot</i>" });
  const foot = '{% render "foot" %}';
  const content = {
    subject: "Hello",
    html: `<p>Hello</p>${foot}`,
    defaultLanguage: "en",
    languages: {
      uk: {
        subject: "Вітаємо",
        mjml: `<mjml><mj-body><mj-section><mj-column><mj-text>Вітаємо ${foot}</mj-text></mj-column></mj-section></mj-body></mjml>`,
      },
    },
  };
  const { body: template } = await post("/templates", { name: "Greeting", content });
  const definition = inARow({
    id: "mail",
    kind: "sendEmail",
    config: { templateId: template.id },
  });
  const { id } = await makeWorkflow(db, { definition });
  // Neither may change what the published version sends.
  await ask("PUT", "/partials/foot", { html: "second foot" });
  const later = { ...content, subject: "Later" };
  await ask("PATCH", `/templates/${template.id}`, { content: later, revision: 1 });

  await post("/contacts/upsert", { email: "ada@example.com", language: "uk-UA" });
  await post("/contacts/upsert", { email: "ben@example.com", language: "de" });
  await ingest.ingest([
    incoming({ email: "ada@example.com" }),
    incoming({ email: "ben@example.com" }),
  ]);
  await ended(2);
  const [ada] = mail.mailsTo("ada@example.com");
  expect(ada?.subject).toBe("Вітаємо");
  expect(ada?.html).toContain("<i>ada@example.com, first foot</i>");
  const [ben] = mail.mailsTo("ben@example.com");
  expect(ben?.subject).toBe("Hello");
  expect(ben?.text).toContain("ben@example.com, first foot");
  const languages = await db.query("select recipient, language from messages order by recipient");
  expect(languages).toEqual([
    { recipient: "ada@example.com", language: "uk" },
    { recipient: "ben@example.com", language: "en" },
  ]);

  // The same draft, another template: a version of its own.
  const again = await publishWorkflow(contextOf(db), id);
  expect(again).toMatchObject({ outcome: "published", number: 2 });
  expect(await publishWorkflow(contextOf(db), id)).toMatchObject({
    outcome: "unchanged",
    number: 2,
  });
  await ingest.ingest([incoming({ email: "ben@example.com", keyValue: "2" })]);
  await ended(3);
  expect(mail.mailsTo("ben@example.com").map(({ subject }) => subject)).toEqual(["Hello", "Later"]);
  expect(mail.mailsTo("ben@example.com")[1]?.html).toContain("second foot");
});

test("links get UTM tags and are tracked, but for those that are kept out", async () => {
  const { db, mail, ingest, ended } = await stack();
  const html =
    '<a href="https://a.example/">A</a><a href="https://b.example/?utm_source=mine" data-no-track>B</a>' +
    '<a href="https://c.example/" data-no-utm data-name="see">C</a><a href="mailto:x@example.com">D</a>' +
    '<a href="{{ unsubscribeUrl }}">E</a>';
  const config = { utm: { medium: "mail", content: "{{ contact.email }}" }, html };
  const definition = {
    ...inARow(email("mail", "Links", config)),
    settings: { utm: { source: "shop", medium: "email" } },
  };
  await makeWorkflow(db, { definition });
  await ingest.ingest([incoming()]);
  await ended();
  const [message] = await db.query<{ links: unknown }>("select links from messages");
  const tags = "utm_source=shop&utm_medium=mail&utm_content=ada%40example.com";
  expect(message?.links).toEqual([
    { name: "A", url: `https://a.example/?${tags}` },
    { name: "see", url: "https://c.example/" },
  ]);
  const received = mail.received[0]?.html ?? "";
  expect(received).toContain(
    'href="https://b.example/?utm_source=mine&amp;utm_medium=mail&amp;utm_content=ada%40example.com"',
  );
  expect(received.match(/\/c\/[\w-]+\?u=/g)).toHaveLength(2);
  expect(received).toMatch(/href="http:\/\/127\.0\.0\.1:\d+\/u\/[\w-]+"/);
  expect(received).not.toMatch(/data-(no-|name)/);
});

test("recipient, language and data come from the event, and a missing value skips or fails as told", async () => {
  const { db, mail, ingest, ended } = await stack();
  const to = { to: "{{ event.params.friend }}" };
  await makeWorkflow(db, {
    definition: inARow(
      email("friend", "For {{ data.name }}", {
        ...to,
        language: "{{ event.params.language }}",
        data: { name: "{{ event.params.name | upcase }}", items: "{{ event.params.items }}" },
        html: "{% for item in data.items %}<li>{{ item.sku }}</li>{% endfor %}",
        languages: { uk: { subject: "Для {{ data.name }}", html: "<p>{{ data.items.size }}</p>" } },
        defaultLanguage: "en",
      }),
      email("skipped", "Skip", { html: "{{ contact.attributes.plan }}", onMissing: "skip" }),
      email("empty", "Empty", { html: "<p>[{{ contact.attributes.plan }}]</p>" }),
    ),
  });
  const params = { name: "Eve", items: [{ sku: "S-1" }, { sku: "S-2" }] };
  await ingest.ingest([
    incoming({ params: { ...params, friend: "eve@example.com", language: "uk" } }),
    incoming({ params: { ...params, friend: "nobody" }, email: "ben@example.com" }),
  ]);
  await ended(2);
  const [eve] = mail.mailsTo("eve@example.com");
  expect(eve?.subject).toBe("Для EVE");
  expect(eve?.html).toContain("<p>2</p>");
  const told = await db.query<{ block_id: string; note: string }>(
    "select block_id, outcome->>'note' as note from run_steps where kind = 'sendEmail'",
  );
  expect(told.filter(({ block_id: id }) => id === "friend").map(({ note }) => note)).toEqual(
    expect.arrayContaining(["E-mail not sent: the recipient is not an e-mail address"]),
  );
  expect(told.filter(({ block_id: id }) => id === "skipped").map(({ note }) => note)).toEqual(
    Array(2).fill("E-mail not sent: there is no contact.attributes.plan"),
  );
  expect(mail.mailsTo("ben@example.com").map(({ html }) => html)).toEqual([
    expect.stringContaining("[]"),
  ]);

  const { id } = await makeWorkflow(db, {
    definition: inARow(email("failing", "Fail {{ vars.code }}", { onMissing: "fail" })),
    bindings: [{ role: "start", eventTypeKey: "other", frequency: { kind: "each" } }],
  });
  await ingest.ingest([incoming({ typeKey: "other" })]);
  await ended(3);
  const [failed] = await db.query<{ error: { message: string } }>(
    "select error from runs where workflow_id = $1",
    [id],
  );
  expect(failed?.error.message).toBe("the template could not be rendered: there is no vars.code");
});

test("of many messages the first is sent whose channel reaches the contact", async () => {
  const { db, mail, ingest, ended, post } = await stack();
  const many = (messages: object[]) => {
    const definition = inARow({ id: "many", kind: "oneOfMany", config: { messages } });
    return {
      ...definition,
      edges: [
        { from: "start", to: "many" },
        { from: "many", branch: "sent", to: "end" },
        { from: "many", branch: "unreachable", to: "end" },
      ],
    };
  };
  const sms = { kind: "sendSms", config: { text: "Hi" } };
  const mailTo = (subject: string, to?: string) => ({
    kind: "sendEmail",
    config: { subject, html: "<p>Hi</p>", ...(to !== undefined && { to }) },
  });
  const nothingSetUp = await post("/workflows", { name: "W", draft: many([sms]) });
  expect(nothingSetUp.body.problems).toEqual([
    { block: "many", field: "messages[0]", message: "the SMS channel is not set up" },
  ]);
  const alone = await post("/workflows", {
    name: "V",
    draft: inARow({ id: "sms", ...sms }),
  });
  expect(alone.body.problems).toMatchObject([{ message: "the SMS channel is not set up" }]);

  const messages = [sms, mailTo("First", "{{ event.params.other }}"), mailTo("Second")];
  await makeWorkflow(db, { definition: many(messages) });
  mail.answer = (received) =>
    received.to === "gone@example.com" ? { code: 550, message: "no such user" } : "take";
  await ingest.ingest([
    incoming({ email: "ada@example.com" }),
    incoming({ email: "ben@example.com", params: { other: "other@example.com" } }),
    incoming({ email: "gone@example.com" }),
    incoming({ identities: [{ kind: "contactId", value: "42" }] }),
  ]);
  await ended(4);
  const sent = mail.received.map(({ to, subject }) => `${to} ${subject}`);
  expect(sent.toSorted()).toEqual(["ada@example.com Second", "other@example.com First"]);
  const branches = await db.query<{ branch: string }>(
    "select branch from run_steps where block_id = 'many'",
  );
  expect(branches.map(({ branch }) => branch).toSorted()).toEqual([
    "sent",
    "sent",
    "unreachable",
    "unreachable",
  ]);
});

test("a version from before contents were kept sends what its settings say", async () => {
  const { db, mail, ingest, ended } = await stack();
  const { id, versionId } = await makeWorkflow(db, {
    definition: inARow(email("mail", "Old")),
  });
  await db.query("alter table workflow_versions disable trigger versions_are_immutable");
  await db.query("update workflow_versions set contents = '{}' where id = $1", [versionId]);
  await ingest.ingest([incoming()]);
  await ended();
  expect(mail.received[0]).toMatchObject({ subject: "Old" });
  expect(mail.received[0]?.html).toContain("Old for ada@example.com");
  // Nor does it become another version without a change.
  expect(await publishWorkflow(contextOf(db), id)).toMatchObject({ outcome: "unchanged" });
  const draft = definitionSchema.parse(inARow(email("mail", "New")));
  await updateWorkflow(contextOf(db), id, { draft, draftRevision: 1 });
  expect(await publishWorkflow(contextOf(db), id)).toMatchObject({
    outcome: "published",
    number: 2,
  });
});

test("who is erased is gone from tests and messages too", async () => {
  const { db, post, ask, ended } = await stack();
  const { id } = await makeWorkflow(db, {
    definition: inARow(email("mail", "Hi {{ event.params.x }}")),
  });
  const event = {
    eventTypeKey: "order",
    keyValue: "ada@example.com",
    contact: { email: "ada@example.com" },
  };
  await post(`/workflows/${id}/test-launch`, {
    event: { ...event, params: { x: "her secret" } },
    recipient: "ada@example.com",
  });
  // That was about nobody we know; then she becomes known.
  await ended();
  await post("/contacts/upsert", { email: "ada@example.com", phone: "+442071838750" });
  await post(`/workflows/${id}/test-launch`, { event: { ...event, params: {} } });
  await ended(2);
  const [contact] = await db.query<{ id: string }>("select id from contacts");
  expect((await ask("DELETE", `/contacts/${contact?.id}`)).status).toBe(204);
  for (const table of ["runs", "messages", "message_log", "run_steps", "inbox_mails", "events"]) {
    const text = JSON.stringify(await db.query(`select * from ${table}`));
    expect([table, /ada@|her secret/i.test(text)]).toEqual([table, false]);
  }
});
