import { beforeAll, expect, test } from "vitest";
import { newId } from "../../src/platform/new-id.ts";
import { putTrialIntoInbox } from "../../src/db/contacts/in-app-messages.ts";
import { Turnstile } from "../../src/api/site/turnstile.ts";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

let app: TestApp;
let base: string;
beforeAll(async () => {
  app = await testApp();
  base = `${app.url}/site/${(await app.call("GET", "/api/v1/site")).body.key}/inbox`;
});

interface Reader {
  contactId: string;
  token: string;
}

async function reader(contactId: string): Promise<Reader> {
  const { body } = await app.call("POST", "/api/v1/contacts/upsert", { contactId });
  const { id } = body.contact;
  const made = await app.call("POST", "/api/v1/contact-tokens", { contactId: id });
  return { contactId: id, token: made.body.token };
}

async function put(contactId: string, content: object, hours = 24): Promise<string> {
  const id = newId();
  await putTrialIntoInbox(app.db, { id, contactId, content, hours });
  return id;
}

async function ask({ token }: Pick<Reader, "token">, path = "", body?: object) {
  const response = await fetch(`${base}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : JSON.parse(text),
  };
}

const idsOf = (answer: { body: { items: { id: string }[] } }) =>
  answer.body.items.map(({ id }) => id);

test("an inbox is listed by pages, the newest first, and marked message by message", async () => {
  const ada = await reader("ada");
  const ids = [];
  for (const title of ["one", "two", "three"]) ids.push(await put(ada.contactId, { title }));
  const first = await ask(ada, "?limit=2");
  expect(first.body).toMatchObject({
    unread: 3,
    unseen: 3,
    items: [{ title: "three" }, { title: "two" }],
  });
  const second = await ask(ada, `?limit=2&after=${first.body.next}`);
  expect(second.body).toMatchObject({ next: null, items: [{ title: "one", read: false }] });

  expect((await ask(ada, "/seen", { all: true })).status).toBe(204);
  expect((await ask(ada, "/read", { ids: [ids[0]] })).status).toBe(204);
  expect((await ask(ada)).body).toMatchObject({ unread: 2, unseen: 0 });
  expect(idsOf(await ask(ada, "?show=unread"))).toEqual([ids[2], ids[1]]);
  await ask(ada, "/unread", { ids: [ids[0]] });
  expect((await ask(ada)).body.unread).toBe(3);
  await ask(ada, "/archive", { ids: [ids[1]] });
  expect(idsOf(await ask(ada, "?show=archived"))).toEqual([ids[1]]);
  expect(idsOf(await ask(ada))).toEqual([ids[2], ids[0]]);
  await ask(ada, "/restore", { ids: [ids[1]] });
  await ask(ada, "/delete", { ids: [ids[2]] });
  expect(idsOf(await ask(ada))).toEqual([ids[1], ids[0]]);
  await ask(ada, "/read", { all: true });
  expect((await ask(ada)).body).toMatchObject({
    unread: 0,
    items: [{ read: true }, { read: true }],
  });
});

test("nobody reads or marks what is another contact's, nor without a good token", async () => {
  const bela = await reader("bela");
  const cleo = await reader("cleo");
  const id = await put(bela.contactId, { title: "for Bela" });
  expect((await ask(cleo)).body).toMatchObject({ items: [], unread: 0 });
  for (const mark of ["seen", "read", "archive", "delete"]) {
    expect((await ask(cleo, `/${mark}`, { ids: [id] })).status).toBe(204);
  }
  expect((await ask(cleo, "/click", { id })).status).toBe(404);
  expect((await ask(bela)).body).toMatchObject({ unread: 1, unseen: 1, items: [{ id }] });
  for (const token of ["", "made.up.token", `${bela.token}x`]) {
    expect((await ask({ token })).status).toBe(401);
    expect((await ask({ token }, "/read", { ids: [id] })).status).toBe(401);
    expect((await ask({ token }, `/stream?token=${token}`)).status).toBe(401);
  }
  const elsewhere = base.replace("/site/", "/site/x");
  const answer = await fetch(elsewhere, { headers: { authorization: `Bearer ${bela.token}` } });
  expect(answer.status).toBe(404);
});

test("what would run in a page leads nowhere, and what has expired is not there", async () => {
  const dora = await reader("dora");
  for (const url of [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "no address",
  ]) {
    await put(dora.contactId, { title: "x", url, image: url, button: "Go" });
  }
  const { body } = await ask(dora);
  expect(body.items).toHaveLength(6);
  for (const item of body.items)
    expect(item).toMatchObject({ url: null, image: null, button: null });
  const emil = await reader("emil");
  await put(emil.contactId, { title: "x", url: "myapp://orders/1" });
  await put(emil.contactId, { title: "x", url: "/orders/1" });
  const urls = (await ask(emil)).body.items.map(({ url }: { url: string }) => url);
  expect(urls).toEqual(["/orders/1", "myapp://orders/1"]);
  await put(emil.contactId, { title: "over" }, 0);
  expect((await ask(emil)).body.items).toHaveLength(2);
});

test("a request that is not right is told so, and a page of another site may ask", async () => {
  const finn = await reader("finn");
  expect((await ask(finn, "?show=all")).status).toBe(400);
  expect((await ask(finn, "?after=x")).status).toBe(400);
  expect((await ask(finn, "/read", {})).status).toBe(400);
  expect((await ask(finn, "/read", { ids: ["x"] })).status).toBe(400);
  expect((await ask(finn, "/burn", { all: true })).status).toBe(404);
  const preflight = await fetch(base, {
    method: "OPTIONS",
    headers: { origin: "https://shop.example" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Authorization");
  expect((await ask(finn)).headers.get("access-control-allow-origin")).toBe("*");
});

test("merging moves an inbox along, erasing forgets it, and a caller of the API sees it", async () => {
  const { body } = await app.call("POST", "/api/v1/contacts/upsert", { anonymousId: "v-9" });
  const id = await put(body.contact.id, { title: "before signing in" });
  const gina = await reader("gina");
  await app.call("POST", "/api/v1/contacts/upsert", { contactId: "gina", anonymousId: "v-9" });
  expect(idsOf(await ask(gina))).toEqual([id]);
  const seen = await app.call("GET", `/api/v1/contacts/${gina.contactId}/inbox`);
  expect(seen.body).toMatchObject({ unread: 1, items: [{ id, read: false }] });
  await app.call("DELETE", `/api/v1/contacts/${gina.contactId}`);
  for (const table of ["in_app_messages", "in_app_inboxes"]) {
    expect(
      await app.db.query(`select from ${table} where contact_id = $1`, [gina.contactId]),
    ).toEqual([]);
  }
});

test("a stream tells what comes, and goes on behind what its reader knows", async () => {
  const hans = await reader("hans");
  const stream = async (lastId?: string) => {
    const response = await fetch(`${base}/stream?token=${hans.token}`, {
      headers: lastId === undefined ? {} : { "last-event-id": lastId },
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = eventsIn(response);
    return { next: async () => (await events.next()).value, end: () => events.return(undefined) };
  };
  const one = await stream();
  expect(await one.next()).toMatchObject({ event: "hello", data: { unread: 0, changed: [] } });
  const first = await put(hans.contactId, { title: "first" });
  const told = await one.next();
  expect(told).toMatchObject({ event: "changed", data: { unread: 1, changed: [{ id: first }] } });
  await one.end();

  const second = await put(hans.contactId, { title: "second" });
  await ask(hans, "/delete", { ids: [first] });
  const again = await stream(told?.id);
  expect(await again.next()).toMatchObject({
    event: "hello",
    data: { unread: 1, changed: [{ id: second }], gone: [first] },
  });
  await again.end();
  // One of an inbox that is not this one's any more.
  const other = await stream("999999");
  expect(await other.next()).toMatchObject({ event: "hello", data: { changed: [] } });
  await other.end();
});

test("a contact may have so many streams, and ask so often: it is told when to come again", async () => {
  const ida = await reader("ida");
  const streams = [];
  const open = () => fetch(`${base}/stream?token=${ida.token}`);
  for (let count = 0; count < 8; count++) streams.push(await open());
  const refused = await open();
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("10");
  await refused.body?.cancel();
  const other = await reader("jan");
  const free = await fetch(`${base}/stream?token=${other.token}`);
  expect(free.status).toBe(200);
  for (const stream of [...streams, free]) await stream.body?.cancel();

  const turnstile = new Turnstile(2);
  turnstile.pass("ida");
  turnstile.pass("ida");
  turnstile.pass("jan");
  expect(() => turnstile.pass("ida")).toThrow("at most 2 requests a minute");
});

test("messages are marked in lots, however many there are", async () => {
  const kim = await reader("kim");
  for (let count = 0; count < 120; count++) await put(kim.contactId, { title: "many" });
  expect((await ask(kim, "/read", { all: true })).status).toBe(204);
  expect((await ask(kim)).body).toMatchObject({ unread: 0, unseen: 0 });
});

interface ServerSent {
  id: string;
  event: string;
  data: unknown;
}

async function* eventsIn(response: Response): AsyncGenerator<ServerSent, undefined> {
  let text = "";
  const decoder = new TextDecoder();
  if (response.body === null) throw new Error("it has no body");
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const fields = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const field = (name: string): string | undefined =>
        fields.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = field("data");
      if (data === undefined) continue;
      yield { id: field("id") ?? "", event: field("event") ?? "", data: JSON.parse(data) };
    }
  }
  return undefined;
}
