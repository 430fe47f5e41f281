import { describe, expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { notesOf, stack } from "../../support/mail-stack.ts";

test("a mail says who it is from and where answers go, goes to others too, and has its author's headers", async () => {
  const { db, mail, ingest, ended } = await stack();
  await makeWorkflow(db, {
    definition: inARow(
      email("mail", "Hi", {
        from: '"{{ event.params.shop }}, Inc." <hello@example.com>',
        replyTo: "Help <help@example.com>, {{ event.params.manager }}",
        cc: "{{ event.params.manager }}",
        bcc: "archive@example.com, Log <log@example.com>",
        headers: {
          "X-Campaign": "{{ event.typeKey }}\r\nBcc: evil@example.com",
          "X-Nothing": "{{ event.params.nothing }}",
          "Feedback-ID": "ß",
        },
      }),
    ),
  });
  await ingest.ingest([incoming({ params: { shop: "Öl & Co", manager: "boss@example.com" } })]);
  await ended();
  const [received] = mail.received;
  expect(received?.recipients.toSorted()).toEqual([
    "ada@example.com",
    "archive@example.com",
    "boss@example.com",
    "log@example.com",
  ]);
  const { headers = {} } = received ?? {};
  expect(headers).toMatchObject({
    from: "=?UTF-8?Q?=C3=96l_=26_Co=2C_Inc=2E?= <hello@example.com>",
    "reply-to": "Help <help@example.com>, boss@example.com",
    cc: "boss@example.com",
    "x-campaign": "order Bcc: evil@example.com",
  });
  expect(headers["list-unsubscribe"]).toMatch(/^<http/);
  expect(headers["feedback-id"]).toMatch(/^=\?UTF-8/);
  expect(Object.keys(headers)).not.toContain("bcc");
  expect(Object.keys(headers)).not.toContain("x-nothing");
});

describe("an address in the head that is none keeps a mail from being sent, and is told", () => {
  test.each([
    [
      "from",
      "{{ event.params.x }}",
      "no address",
      "from: “no address” can't be read as an address",
    ],
    [
      "from",
      "{{ event.params.x }}",
      "a@b.co, c@d.co",
      "from: “a@b.co, c@d.co” names several addresses",
    ],
    [
      "from",
      "{{ event.params.x }}",
      "a@b.co\r\nBcc: c@d.co",
      "from: “a@b.co Bcc: c@d.co” can't be read",
    ],
    ["cc", "{{ event.params.x }}", "a@b", "cc: “a@b” is not an e-mail address"],
  ])("%s: %s", async (field, template, x, note) => {
    const { db, mail, ingest, ended } = await stack();
    await makeWorkflow(db, { definition: inARow(email("mail", "Hi", { [field]: template })) });
    await ingest.ingest([incoming({ params: { x } })]);
    const [run] = await ended();
    expect([run?.status, mail.received]).toEqual(["completed", []]);
    expect((await notesOf(db))["mail"]).toContain(`E-mail not sent: ${note}`);
  });

  test("a sender that comes to nothing is the one that is set up", async () => {
    const { db, mail, ingest, ended } = await stack();
    const blank = { from: " {{ event.params.nobody }} " };
    await makeWorkflow(db, {
      definition: inARow(email("mail", "Hi", blank)),
    });
    await ingest.ingest([incoming()]);
    await ended();
    expect(mail.received).toHaveLength(1);
    for (const { headers } of mail.received) expect(headers["from"]).toMatch(/<.+@.+>$/);
  });
});

test("what is wrong with a head is told at its field when a template is saved, and when a workflow is published", async () => {
  const { post, get } = await stack({ worker: false });
  const head = {
    from: " ",
    replyTo: "nobody",
    cc: "{{ event.params.x",
    bcc: "a@b.co, c",
    headers: { "Message-ID": "x", "X-Good": "{{ y }}", "X-Bad": "{% if %}" },
  };
  const content = { subject: "Hi", html: "<p>Hi</p>" };
  const paths = ["from", "replyTo", "cc", "bcc", "headers.Message-ID", "headers.X-Bad"].toSorted();
  const refused = await post("/templates", { name: "Bad", content: { ...content, ...head } });
  expect(refused.status).toBe(400);
  expect(refused.body.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual(
    paths.map((path) => `content.${path}`),
  );
  const draft = inARow({ id: "mail", kind: "sendEmail", config: { ...content, ...head } });
  const workflow = await post("/workflows", { name: "Bad", draft });
  const published = await post(`/workflows/${workflow.body.id}/publish`);
  expect(published.status).toBe(409);
  const fields = published.body.problems.flatMap(({ block, field }: Record<string, string>) =>
    block === "mail" ? [field] : [],
  );
  expect(fields.toSorted()).toEqual(paths);

  const noteOf = async (given: object): Promise<string | null> => {
    const facts = { contact: { email: "ada@example.com" } };
    const { body } = await post("/templates/preview", { content: { ...content, ...given }, facts });
    return body.note;
  };
  expect(await noteOf({ from: " " })).toContain("from: the sender is blank");
  expect(await noteOf({ headers: { "Message-ID": "x" } })).toContain("headers.Message-ID: ");
  expect(await noteOf({ headers: { "X-A": "x" }, from: "Shop <a@b.co>" })).toBeNull();

  const own = { replyTo: "a@b.co", cc: "c@d.co", headers: { "X-A": "1", "X-B": "2" } };
  const made = await post("/templates", { name: "Good", content: { ...content, ...own } });
  expect((await get(`/templates/${made.body.id}`)).body.content).toEqual({ ...content, ...own });
  const over = { templateId: made.body.id, replyTo: "e@f.co", headers: { "X-B": "3" } };
  const kept = inARow({ id: "mail", kind: "sendEmail", config: over });
  const good = await post("/workflows", { name: "Good", draft: kept });
  const shown = await post(`/workflows/${good.body.id}/blocks/mail/preview`, {
    facts: { contact: { email: "ada@example.com" } },
  });
  expect(shown.body).toMatchObject({
    from: null,
    replyTo: "e@f.co",
    cc: "c@d.co",
    bcc: "",
    headers: { "X-A": "1", "X-B": "3" },
    note: null,
  });
  const exported = await get(`/workflows/${good.body.id}/export`);
  const block = exported.body.workflows[0].definition.blocks.find(
    ({ id }: { id: string }) => id === "mail",
  );
  expect(block.config).toMatchObject({
    ...content,
    ...own,
    replyTo: "e@f.co",
    headers: { "X-A": "1", "X-B": "3" },
  });
});

test("a test launch sends to nobody but its tester", async () => {
  const { post, mail, ended } = await stack();
  await post("/event-types", { key: "order" });
  const others = { cc: "a@b.co", bcc: "c@d.co", replyTo: "help@example.com" };
  const workflow = await post("/workflows", {
    name: "T",
    draft: inARow(email("mail", "Hi", others)),
  });
  await post(`/workflows/${workflow.body.id}/test-launch`, {
    event: { eventTypeKey: "order", keyValue: "1", params: { Email: "ada@example.com" } },
    recipient: "you@example.com",
  });
  await ended();
  expect(mail.received.map(({ recipients }) => recipients)).toEqual([["you@example.com"]]);
  expect(mail.received[0]?.headers["reply-to"]).toBe("help@example.com");
});

test("a message that is asked for by a request has the head of its template", async () => {
  const { post, mail, ended } = await stack();
  const content = {
    subject: "Hi",
    html: "<p>Hi</p>",
    from: "{{ event.params.shop }} <hello@example.com>",
    replyTo: "help@example.com",
    bcc: "archive@example.com",
    headers: { "X-Order": "{{ event.params.order }}" },
  };
  const template = await post("/templates", { name: "Asked for", content });
  const jsonParam = { shop: "Mugs", order: 7 };
  const asked = await post(`/message/${template.body.id}/smartsend`, {
    recipients: [{ locator: "ada@example.com", jsonParam }],
  });
  expect(asked.body.results).toMatchObject([{ status: "OK" }]);
  await ended();
  const [received] = mail.received;
  expect(received?.recipients.toSorted()).toEqual(["ada@example.com", "archive@example.com"]);
  expect(received?.headers).toMatchObject({
    from: "Mugs <hello@example.com>",
    "reply-to": "help@example.com",
    "x-order": "7",
  });
});

test("no copy of a marketing mail goes to a contact who has unsubscribed", async () => {
  const { post, db, mail, ingest, ended } = await stack();
  const refused = await post("/emails/unsubscribed/add", { emails: ["boss@example.com"] });
  expect(refused.status).toBe(200);
  const copies = { cc: "Boss <BOSS@example.com>, Eve <eve@example.com>", bcc: "boss@example.com" };
  await makeWorkflow(db, {
    definition: inARow(
      email("offer", "Offer", copies),
      email("receipt", "Receipt", { ...copies, transactional: true }),
    ),
  });
  await ingest.ingest([incoming()]);
  await ended();
  const received = mail.received.map(({ headers, recipients }) => [
    headers["subject"],
    headers["cc"],
    recipients.includes("boss@example.com"),
  ]);
  expect(received).toEqual([
    ["Offer", "Eve <eve@example.com>", false],
    ["Receipt", "Boss <BOSS@example.com>, Eve <eve@example.com>", true],
  ]);
});

describe("publishing warns of a marketing mail that nobody can unsubscribe from", () => {
  const link = '<a href="{{ unsubscribeUrl }}">Bye</a>';
  test.each([
    ["without a link", { html: "<p>Hi</p>" }, true],
    ["with one", { html: link }, false],
    ["in a partial", { html: '{% render "foot" %}' }, false],
    [
      "by the block's data",
      { html: '<a href="{{ data.bye }}">Bye</a>', data: { bye: "{{ unsubscribeUrl }}" } },
      false,
    ],
    ["in a comment", { html: `<!-- ${link} -->{% comment %}${link}{% endcomment %}` }, true],
    ["in the plain text alone", { html: "<p>Hi</p>", text: "{{ unsubscribeUrl }}" }, true],
    [
      "in one language of two",
      {
        languages: { en: { subject: "A", html: link }, uk: { subject: "B", html: "<p>" } },
        defaultLanguage: "en",
      },
      true,
    ],
    ["of a transactional one", { html: "<p>Hi</p>", transactional: true }, false],
    ["to a colleague", { html: "<p>Hi</p>", to: "boss@example.com" }, false],
  ] as [string, object, boolean][])("%s", async (_, config, isWarned) => {
    const { post, ask } = await stack({ worker: false });
    await ask("PUT", "/partials/foot", { html: link });
    await post("/event-types", { key: "order" });
    const draft = inARow({ id: "mail", kind: "sendEmail", config: { subject: "Hi", ...config } });
    const { body } = await post("/workflows", { name: "W", draft });
    const start = { role: "start", eventTypeKey: "order", frequency: { kind: "each" } };
    await post(`/workflows/${body.id}/bindings`, start);
    const { warnings } = (await post(`/workflows/${body.id}/publish`)).body;
    expect(warnings.length > 0).toBe(isWarned);
    if (!isWarned) return;
    expect(warnings).toEqual([
      {
        block: "mail",
        variable: "unsubscribeUrl",
        message: expect.stringMatching(/^this marketing e-mail has no link to unsubscribe by/),
      },
    ]);
    expect(warnings[0].message.includes(" in uk:")).toBe("languages" in config);
  });
});
