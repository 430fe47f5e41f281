import { describe, expect, test } from "vitest";
import type { TestApi } from "../../workflows/api.ts";
import { testApi } from "../../workflows/api.ts";
import { basicClient, contactBy, eventsOf } from "./client.ts";

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
    const id = json.asyncSessionId as string;
    expect((await ask("GET", `v1/importstatus/${id}`)).json).toEqual({
      status: "FINISHED",
      description: `1 of 3000 contacts were not taken: see GET /api/v1/contact-imports/${id}/report`,
    });
    expect((await api.get(`/contact-imports/${id}`)).body).toMatchObject({
      rows: 3_000,
      made: 2_999,
      problems: [{ line: 1_235, severity: "error" }],
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
