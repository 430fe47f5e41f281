import { describe, expect, test } from "vitest";
import { importById } from "../../../../src/db/contacts/contact-imports.ts";
import { guardedAgent } from "../../../../src/platform/address-guard/agent.ts";
import { runLinkedImport } from "../../../../src/services/contact-imports/run-linked.ts";
import { afterwards } from "../../../support/afterwards.ts";
import { testHttpServer } from "../../../support/http-server.ts";
import { eventually } from "../../../support/wait.ts";
import { workerHere } from "../../../support/worker.ts";
import type { TestApi } from "../../workflows/api.ts";
import { testApi } from "../../workflows/api.ts";
import { basicClient, contactBy, eventsOf } from "./client.ts";
import { contextOf } from "../../../support/context.ts";

const email = (value: string) => ({ type: "email", value });
const sms = (value: string) => ({ type: "sms", value });
const phone = "+442071838750";

async function shop() {
  const api = await testApi();
  const ask = basicClient(api);
  const put = (contacts: unknown[], more: object = {}) =>
    ask("POST", "v1/contacts", { contacts, ...more });
  return { api, ask, put };
}

describe("contacts by the thousand", () => {
  test("3000 are taken in one request, those that can't be are named by their place", async () => {
    const { api, ask, put } = await shop();
    const contacts = Array.from({ length: 3_000 }, (_, n) => ({
      channels: [email(n === 1_234 ? "nobody" : `p${n}@example.com`)],
    }));
    const { status, json } = await put(contacts);
    expect(status).toBe(200);
    expect(json).toEqual({
      asyncSessionId: expect.any(String),
      failedContacts: [{ index: 1_234, message: expect.stringContaining("email") }],
    });
    const [counted] = await api.db.query<{ n: number }>("select count(*) as n from contacts");
    expect(counted?.n).toBe(2_999);
    expect((await ask("GET", `v1/importstatus/${json.asyncSessionId}`)).json).toMatchObject({
      status: "FINISHED",
      created: 2_999,
    });
    expect((await put([...contacts, contacts[0]])).status).toBe(400);
  });

  test("are confirmed when they are new, and the same upload again changes nothing", async () => {
    const { api, put } = await shop();
    const contacts = [{ channels: [email("ada@example.com")], firstName: "Ada" }];
    const more = { groupNames: ["Readers"], eventKeyForNewContacts: "imported" };
    await put(contacts, more);
    const first = await contactBy(api, { email: "ada@example.com" });
    expect(first).toMatchObject({
      emailConfirmed: true,
      segments: [{ name: "Readers" }],
      source: "import",
    });
    await put(contacts, more);
    const { updatedAt: _then, ...before } = first;
    const { updatedAt: _now, ...after } = await contactBy(api, { email: "ada@example.com" });
    expect(after).toEqual(before);
    expect(await eventsOf(api, "imported")).toMatchObject([{ contactId: first.id }]);
    expect((await api.get("/event-types?search=imported")).body.items[0].category).toBe("import");
  });

  test("join groups and leave others", async () => {
    const { api, put } = await shop();
    const contacts = [{ channels: [email("ada@example.com")], groups: [{ name: "Own" }] }];
    await put(contacts, { groupNames: ["Old"] });
    await put(contacts, { groupNames: ["New"], groupNamesExclude: ["Old"] });
    const { segments } = await contactBy(api, { email: "ada@example.com" });
    expect(segments.map(({ name }: { name: string }) => name)).toEqual(["New", "Own"]);
  });

  test("of those that are there, only the fields that are named change", async () => {
    const { api, put } = await shop();
    const address = { region: "London", town: "London", address: "1", postcode: "SW1Y" };
    const contact = { channels: [email("ada@example.com")], firstName: "Ada", address };
    await put([
      {
        ...contact,
        fields: [
          { id: 1, value: "a" },
          { id: 2, value: "a" },
        ],
      },
    ]);
    const change = {
      channels: [email("ada@example.com"), sms(phone)],
      firstName: "Augusta",
      address: { ...address, town: "Oxford", region: "Oxon" },
      fields: [
        { id: 1, value: "b" },
        { id: 2, value: "b" },
      ],
    };
    await put([change], { contactFields: ["town"], customFieldsIDs: [2] });
    expect(await contactBy(api, { email: "ada@example.com" })).toMatchObject({
      firstName: "Ada",
      phone: null,
      attributes: { region: "London", town: "Oxford", field_1: "a", field_2: "b" },
    });
  });
});

describe("by what contacts are found", () => {
  const ada = {
    channels: [email("ada@example.com"), sms(phone)],
    externalCustomerId: "c-1",
    fields: [{ id: 7, value: "card-1" }],
  };
  const count = async (api: TestApi) => (await api.get("/contacts/search")).body.items.length;

  test.each([
    ["email", {}, { channels: [email("Ada@example.com")] }],
    ["sms", {}, { channels: [sms("442071838750"), email("other@example.com")] }],
    ["email_or_sms", {}, { channels: [email("new@example.com"), sms(phone)] }],
    ["externalCustomerId", {}, { externalCustomerId: "c-1" }],
    ["fieldId", { fieldId: 7 }, { fields: [{ id: 7, value: "card-1" }] }],
  ])("%s finds the one who is there", async (dedupeOn, more, contact) => {
    const { api, put } = await shop();
    await put([ada]);
    const answer = await put([{ ...contact, firstName: "Ada" }], { dedupeOn, ...more });
    expect(answer.json.failedContacts).toEqual([]);
    expect(await count(api)).toBe(1);
    expect((await contactBy(api, { contactId: "c-1" })).firstName).toBe("Ada");
  });

  test("id finds by number and by id, and makes nobody", async () => {
    const { api, ask, put } = await shop();
    const { id } = (await ask("POST", "v1/contact", ada)).json;
    const uuid = (await contactBy(api, { contactId: "c-1" })).id;
    const contacts = [
      { id, firstName: "Ada" },
      { id: uuid, lastName: "Lovelace" },
      { id: 99, channels: [email("x@example.com")] },
      { channels: [email("y@example.com")] },
    ];
    const { json } = await put(contacts, { dedupeOn: "id" });
    expect(json.failedContacts).toMatchObject([{ index: 2 }, { index: 3 }]);
    expect(await contactBy(api, { contactId: "c-1" })).toMatchObject({
      firstName: "Ada",
      lastName: "Lovelace",
    });
    expect(await count(api)).toBe(1);
  });

  test("by nothing else: an address of somebody else's merges nobody", async () => {
    const { api, put } = await shop();
    await put([ada]);
    await put([{ channels: [email("bo@example.com"), sms(phone)] }], { dedupeOn: "email" });
    expect(await count(api)).toBe(2);
    expect((await contactBy(api, { email: "bo@example.com" })).phone).toBeNull();
    expect((await contactBy(api, { phone })).email).toBe("ada@example.com");
  });

  test("who lacks it is not taken, and fieldId needs a fieldId", async () => {
    const { put } = await shop();
    const { json } = await put([{ channels: [sms(phone)] }, {}], { dedupeOn: "email" });
    expect(json.failedContacts).toMatchObject([{ index: 0 }, { index: 1 }]);
    expect((await put([ada], { dedupeOn: "fieldId" })).status).toBe(400);
  });
});

describe("contacts from a link", () => {
  const csv = [
    "\uFEFFEmail;First name;SMS;Loyalty;externalCustomerId",
    `ada@example.com;"Ada ""A"";";${phone};gold;c-1`,
    "bo@example.com;Bo;050;;",
    "",
    "cy@example.com;Cy;;silver;",
  ].join("\r\n");

  async function linked(content: string | Buffer, allowed = true) {
    const api = await testApi();
    const ask = basicClient(api);
    const server = await testHttpServer();
    server.answer = (_request, response) => response.end(content);
    const agent = guardedAgent({ allowed: allowed ? [server.host] : [] });
    afterwards(() => agent.close());
    const start = async (more: object = {}) => {
      const upload = { link: `${server.url}/contacts.csv`, dedupeOn: "email", ...more };
      const { status, json } = await ask("POST", "v1/contacts/upload", upload);
      return { status, id: json.asyncSessionId as string };
    };
    const run = (signal?: AbortSignal) =>
      runLinkedImport({
        context: contextOf(api.db),
        agent,
        ...(signal && { signal }),
      });
    const status = async (id: string) => (await ask("GET", `v1/importstatus/${id}`)).json;
    return { api, ask, server, start, run, status };
  }

  test("are taken by a worker, columns by their names and the others as attributes", async () => {
    const { api, start, run, status } = await linked(csv);
    const { status: answered, id } = await start({
      groupNames: ["Readers"],
      eventKeyForNewContacts: "imported",
    });
    expect(answered).toBe(200);
    expect(await status(id)).toMatchObject({ status: "STARTED", total: 0 });
    expect(await run()).toBe(true);
    expect(await run()).toBe(false);
    expect(await status(id)).toMatchObject({ status: "FINISHED", total: 3, created: 2, failed: 1 });
    expect(await contactBy(api, { email: "ada@example.com" })).toMatchObject({
      firstName: 'Ada "A";',
      phone,
      attributes: { Loyalty: "gold" },
      segments: [{ name: "Readers" }],
    });
    expect(await contactBy(api, { contactId: "c-1" })).toMatchObject({ email: "ada@example.com" });
    expect(await contactBy(api, { email: "bo@example.com" })).toBeUndefined();
    expect(await eventsOf(api, "imported")).toHaveLength(2);
    expect((await importById(api.db, id))?.link).toBeNull();
  });

  test("a worker that ends leaves the import behind its last page, and the next goes on there", async () => {
    const rows = Array.from({ length: 250 }, (_, n) => `p${n}@example.com`);
    const { api, server, start, run, status } = await linked(["email", ...rows].join("\n"));
    const { id } = await start({ eventKeyForNewContacts: "imported" });
    await run(AbortSignal.abort());
    expect(await status(id)).toMatchObject({ status: "STARTED", total: 100, created: 100 });
    await run();
    expect(await status(id)).toMatchObject({ status: "FINISHED", total: 250, created: 250 });
    expect(server.received).toHaveLength(2);
    const [counted] = await api.db.query<{ n: number }>(
      "select count(*) as n from events e join event_types t on t.id = e.type_id where t.key = 'imported'",
    );
    expect(counted?.n).toBe(250);
  });

  test("a worker that died is followed by another when its lease is over, and takes no page twice", async () => {
    const { api, start, run, status } = await linked(csv);
    const { id } = await start();
    const dead = "state = 'running', attempts = 1, lease_until = clock_timestamp()";
    await api.db.query(`update contact_imports set ${dead} + interval '1 minute' where id = $1`, [
      id,
    ]);
    expect(await run()).toBe(false);
    await api.db.query(`update contact_imports set ${dead}, rows = 2, made = 1 where id = $1`, [
      id,
    ]);
    expect(await run()).toBe(true);
    expect(await status(id)).toMatchObject({ status: "FINISHED", total: 3, created: 2 });
    expect(await contactBy(api, { email: "ada@example.com" })).toBeUndefined();
  });

  test("an address that is not public is not fetched", async () => {
    const { server, start, run, status } = await linked(csv, false);
    const { id } = await start();
    await run();
    expect(server.received).toEqual([]);
    expect(await status(id)).toMatchObject({
      status: "ERROR",
      error: "the address is not a public one",
    });
  });

  test("a server that is down is asked again later, one that says no is not", async () => {
    const { api, server, start, run, status } = await linked(csv);
    let answer = 503;
    server.answer = (_request, response) => response.writeHead(answer).end();
    const { id } = await start();
    await run();
    expect(await status(id)).toMatchObject({ status: "STARTED" });
    expect(await run()).toBe(false);
    answer = 404;
    await api.db.query("update contact_imports set lease_until = null where id = $1", [id]);
    await run();
    expect(await status(id)).toMatchObject({
      status: "ERROR",
      error: expect.stringContaining("404"),
    });
  });

  test("a file that is no CSV, and one with a row beyond all measure, end as errors", async () => {
    for (const content of ['email\n"ada', `email\n${"a".repeat(300_000)}`]) {
      const { start, run, status } = await linked(content);
      const { id } = await start();
      await run();
      expect((await status(id)).status).toBe("ERROR");
    }
  });

  test("a worker sees to them by itself", async () => {
    const { api, server, start, status } = await linked(csv);
    await workerHere({
      databaseUrl: api.databaseUrl,
      taskQueue: `imports-${server.host}`,
      smtpUrl: "smtp://127.0.0.1:1",
      env: { WEBHOOK_ALLOW_PRIVATE_HOSTS: server.host },
    });
    const { id } = await start();
    await eventually("the import is done", async () => (await status(id)).status === "FINISHED");
    expect(await contactBy(api, { contactId: "c-1" })).toBeDefined();
  });

  test("a link that is none is refused at once", async () => {
    const { start } = await linked(csv);
    expect((await start({ link: "ftp://example.com/a.csv" })).status).toBe(400);
    expect((await start({ link: "contacts.csv" })).status).toBe(400);
  });
});
