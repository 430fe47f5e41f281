import { contextOf } from "../../../support/context.ts";
import { expect, test } from "vitest";
import type { Stack } from "../../../support/mail-stack.ts";
import { stack } from "../../../support/mail-stack.ts";
import { eventually } from "../../../support/wait.ts";
import { numberOf } from "../../../../src/services/numeric-ids/numeric-ids.ts";
import type { TestApi } from "../../workflows/api.ts";
import { testApi } from "../../workflows/api.ts";
import { ask } from "./ask.ts";

const content = {
  subject: "Order {{ event.params.order }}",
  html: '<p>Hello {{ event.params.name }}</p><p><a href="https://shop.example.com">Shop</a></p>',
};

async function template(api: TestApi, name = "Receipt"): Promise<{ id: string; number: number }> {
  const made = await api.post("/templates", { name, content });
  const id = (made.body as { id: string }).id;
  return { id, number: await numberOf(contextOf(api.db), "template", id) };
}

const statusOf = async (api: TestApi, ids: string) =>
  (await ask(api, "GET", `/message/status?ids=${ids}`)).body.results.map(({ status }) => status);

test("a stored message goes to each recipient with its own data, and its status is told", async () => {
  const campanile: Stack = await stack();
  const { mail } = campanile;
  const { number } = await template(campanile);
  const known = await campanile.post("/contacts/upsert", { email: "ada@example.com" });
  const ada = (known.body as { contact: { id: string } }).contact.id;
  const sent = await ask(campanile, "POST", `/message/${number}/smartsend`, {
    email: true,
    fromName: "Shop",
    recipients: [
      {
        contactId: await numberOf(contextOf(campanile.db), "contact", ada),
        jsonParam: '{"order":"A-1","name":"Ada"}',
      },
      { locator: "bob@example.com", jsonParam: { order: "A-2", name: "Bob" } },
    ],
  });
  expect(sent).toMatchObject({
    status: 200,
    body: { id: number, results: [{ status: "OK" }, { locator: "bob@example.com", status: "OK" }] },
  });
  await campanile.ended(2);
  const mails = await eventually("two mails", () => mail.received.length === 2 && mail.received);
  const bySubject = mails.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  expect(bySubject.map(({ subject, to }) => [subject, to])).toEqual([
    ["Order A-1", "ada@example.com"],
    ["Order A-2", "bob@example.com"],
  ]);
  expect(bySubject[1]?.html).toContain("Hello Bob");
  expect(bySubject[1]?.html).toContain(`${campanile.url}/c/`);
  const ids = sent.body.results.map(({ requestId }) => requestId).join(",");
  expect(await statusOf(campanile, ids)).toEqual(["DELIVERED", "DELIVERED"]);
});

test("the same request id again sends nothing, and is answered as the first time", async () => {
  const campanile = await stack();
  const { number } = await template(campanile);
  const recipients = [
    { locator: "ada@example.com", jsonParam: { order: 1 }, externalRequestId: "r-1" },
  ];
  const first = await ask(campanile, "POST", `/message/${number}/smartsend`, { recipients });
  await campanile.ended(1);
  const second = await ask(campanile, "POST", `/message/${number}/smartsend`, { recipients });
  expect(second.body).toEqual(first.body);
  const [one] = recipients;
  const other = [{ ...one, jsonParam: { order: 2 } }];
  const third = await ask(campanile, "POST", `/message/${number}/smartsend`, { recipients: other });
  expect(third.body.results).toMatchObject([{ id: "r-1", status: "ERROR" }]);
  expect(await campanile.db.query("select 1 from runs")).toHaveLength(1);
});

test("who has unsubscribed is not written to, and the status says so", async () => {
  const campanile = await stack();
  const { number } = await template(campanile);
  await ask(campanile, "POST", "/emails/unsubscribed/add", { emails: ["ada@example.com"] });
  const sent = await ask(campanile, "POST", `/message/${number}/send`, {
    recipients: ["ada@example.com"],
    params: [{ key: "order", value: "A-1" }],
  });
  expect(sent.body.results).toMatchObject([{ locator: "ada@example.com", status: "OK" }]);
  await campanile.ended(1);
  expect(await statusOf(campanile, sent.body.results[0]?.requestId ?? "")).toEqual(["UNDELIVERED"]);
  expect(campanile.mail.received).toEqual([]);
});

test("a template that was changed is sent as it is now, by the same workflow", async () => {
  const campanile = await stack();
  const { id, number } = await template(campanile);
  const send = (order: string) =>
    ask(campanile, "POST", `/message/${number}/smartsend`, {
      recipients: [{ locator: "ada@example.com", jsonParam: { order } }],
    });
  await Promise.all([send("1"), send("2")]);
  await campanile.ended(2);
  await campanile.patch(`/templates/${id}`, {
    content: { ...content, subject: "New" },
    revision: 1,
  });
  await send("3");
  await campanile.ended(3);
  const subjects = await eventually("three mails", () => {
    const all = campanile.mail.received.map(({ subject }) => subject);
    return all.length === 3 && all;
  });
  expect(subjects.toSorted()).toEqual(["New", "Order 1", "Order 2"]);
  expect(await campanile.db.query("select name from workflows")).toEqual([
    { name: "Sent by API: Receipt" },
  ]);
});

test("an e-mail whose content comes along is sent as it is written, and its values can't be code", async () => {
  const campanile = await stack();
  const sent = await ask(campanile, "POST", "/message/email", {
    from: "shop@example.com",
    subject: "Now {{ event.params.htmlText }}",
    htmlText: "<p>1 &lt; 2 {{ 1 | plus: 1 }}</p>",
    emails: ["ada@example.com"],
  });
  expect(sent.body.results).toMatchObject([{ status: "OK" }]);
  await campanile.ended(1);
  const [mail] = await eventually(
    "the mail",
    () => campanile.mail.received.length === 1 && campanile.mail.received,
  );
  expect(mail?.subject).toBe("Now {{ event.params.htmlText }}");
  expect(mail?.html).toContain("<p>1 &lt; 2 {{ 1 | plus: 1 }}</p>");
});

test("a faulty recipient is told, and the others are sent to", async () => {
  const campanile = await testApi();
  const { number } = await template(campanile);
  const sent = await ask(campanile, "POST", `/message/${number}/smartsend`, {
    recipients: [
      { locator: "nobody" },
      {},
      { locator: "ada@example.com", jsonParam: "[1]" },
      { locator: "ada@example.com" },
    ],
  });
  expect(sent.body.results.map(({ status }) => status)).toEqual(["ERROR", "ERROR", "ERROR", "OK"]);
  for (const { message } of sent.body.results.slice(0, 3)) expect(message).toMatch(/\w{5}/);
  const id = sent.body.results[3]?.requestId ?? "";
  expect(await statusOf(campanile, `${id},12`)).toEqual(["PENDING", "NOT_FOUND"]);
});

test("what can't be sent is refused once and for all", async () => {
  const campanile = await testApi();
  const recipients = [{ locator: "ada@example.com" }];
  const unknown = await ask(campanile, "POST", "/message/12/smartsend", { recipients });
  expect(unknown.status).toBe(404);
  const { number } = await template(campanile);
  const many = Array.from({ length: 1_001 }, () => ({ locator: "ada@example.com" }));
  expect(
    (await ask(campanile, "POST", `/message/${number}/send`, { recipients: many })).status,
  ).toBe(400);
});
