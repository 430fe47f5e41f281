import { beforeAll, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const people = [
    { contactId: "shop-17", email: "Ada.L@example.com", firstName: "Ada", lastName: "Lovelace" },
    { email: "grace@example.com", phone: "+442071838750", firstName: "Grace" },
    { email: "adam@example.com", firstName: "Émile", lastName: "Adams" },
    { email: "x_1@example.com", lastName: "Grace" },
  ];
  for (const person of people) await app.call("POST", "/api/v1/contacts/upsert", person);
});

const found = async (search: string, more = "") => {
  const query = `search=${encodeURIComponent(search)}${more}`;
  const { body } = await app.call("GET", `/api/v1/contacts/search?${query}`);
  return body.items.map(({ email }: { email: string }) => email);
};

test("a contact is found by the beginning of its address, phone, id, name or last name", async () => {
  expect(await found("ADA")).toEqual(["adam@example.com", "ada.l@example.com"]);
  expect(await found("grace")).toEqual(["x_1@example.com", "grace@example.com"]);
  expect(await found("lovel")).toEqual(["ada.l@example.com"]);
  expect(await found("ada lov")).toEqual(["ada.l@example.com"]);
  expect(await found("émi")).toEqual(["adam@example.com"]);
  expect(await found("shop-1")).toEqual(["ada.l@example.com"]);
  for (const phone of ["+44 207", "0044207", "44207"]) {
    expect(await found(phone)).toEqual(["grace@example.com"]);
  }
});

test("an address is found in each of its forms, also while its domain is being typed", async () => {
  const email = "zoe@xn--mnchen-3ya.example";
  await app.call("POST", "/api/v1/contacts/upsert", { email: "zoe@münchen.example" });
  await app.call("POST", "/api/v1/contacts/upsert", { email: "zoe@example.com" });
  for (const form of ["zoe@münchen.example", "ZOE@mu\u0308nchen.example", "\u200ezoe@mün", email]) {
    expect(await found(form), form).toEqual([email]);
  }
  const exact = await app.call(
    "GET",
    `/api/v1/contacts/search?email=${encodeURIComponent("zoe@MÜNCHEN.example")}`,
  );
  expect(exact.body.items).toMatchObject([{ email }]);
  for (const { id } of (await app.call("GET", "/api/v1/contacts/search?search=zoe")).body.items) {
    await app.call("DELETE", `/api/v1/contacts/${id}`);
  }
});

test("what stands elsewhere in it is not found, and signs mean themselves", async () => {
  expect(await found("example.com")).toEqual([]);
  expect(await found("x_")).toEqual(["x_1@example.com"]);
  expect(await found("%")).toEqual([]);
});

test("a search goes with other criteria", async () => {
  expect(await found("grace", "&email=grace@example.com")).toEqual(["grace@example.com"]);
  expect(await found("ada", "&segment=none")).toEqual([]);
  expect(await found("")).toHaveLength(4);
});

test("a search walks along indexes, however many contacts there are", async () => {
  await app.db.query(
    `with made as (
       insert into contacts (id, email, first_name, last_name, source)
       select gen_random_uuid(), n || '@many.example.com', 'First' || n, 'Last' || n, 'test'
         from generate_series(1, 20000) as n returning id, email)
     insert into contact_identities (kind, value, contact_id) select 'email', email, id from made`,
  );
  await app.db.query("analyze contacts, contact_identities");
  expect(await found("last19999")).toEqual(["19999@many.example.com"]);
  const plan = await app.db.query(
    `explain select id from contacts where lower(first_name || ' ' || coalesce(last_name, '')) like 'first1%'
        and first_name is not null
      order by lower(first_name || ' ' || coalesce(last_name, '')) using ~<~ limit 1000`,
  );
  expect(JSON.stringify(plan)).toContain("contacts_by_name");
  expect(JSON.stringify(plan)).not.toContain("Sort");
});
