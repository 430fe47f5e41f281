import { describe, expect, test } from "vitest";
import { makeWorkflow } from "../support/campaign.ts";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

const upsert = (app: TestApp, body: object) => app.call("POST", "/api/v1/contacts/upsert", body);

describe("upserting", () => {
  test("a contact is made, then found by any identity, and gains those that are new", async () => {
    const app = await testApp();
    const made = await upsert(app, { contactId: 7, email: "Ada@Example.com", firstName: "Ada" });
    expect(made).toMatchObject({ status: 200, body: { made: true, conflicts: [] } });
    const found = await upsert(app, { email: "ada@example.com", phone: "+44 20 7183 8750" });
    expect(found.body).toMatchObject({
      made: false,
      contact: {
        id: made.body.contact.id,
        firstName: "Ada",
        email: "ada@example.com",
        phone: "+442071838750",
        source: "api",
      },
    });
    const kinds = found.body.contact.identities.map(({ kind }: { kind: string }) => kind);
    expect(kinds.toSorted()).toEqual(["contactId", "email", "phone"]);
  });

  test("an identity of another contact is reported and stays there: nothing is merged", async () => {
    const app = await testApp();
    const ada = await upsert(app, { contactId: "ada", email: "ada@b.eu" });
    const bob = await upsert(app, { contactId: "bob", email: "ada@b.eu", firstName: "Bob" });
    expect(bob.body).toMatchObject({
      made: true,
      conflicts: [{ kind: "email", value: "ada@b.eu" }],
      contact: { firstName: "Bob", email: null },
    });
    const again = await app.call("GET", `/api/v1/contacts/${ada.body.contact.id}`);
    expect(again.body).toMatchObject({ firstName: null, email: "ada@b.eu" });
  });

  test("attributes are merged key by key, null deletes one, other fields stay", async () => {
    const app = await testApp();
    const of = (attributes: object) => upsert(app, { email: "a@b.eu", attributes });
    await upsert(app, { email: "a@b.eu", language: "pt-BR", timeZone: "Europe/Madrid" });
    await of({ size: "M", address: { city: "Vigo", zip: 1 }, old: 1 });
    const { body } = await of({ address: { city: "Lugo" }, old: null });
    expect(body.contact).toMatchObject({ language: "pt-BR", timeZone: "Europe/Madrid" });
    expect(body.contact.attributes).toEqual({ size: "M", address: { city: "Lugo" } });
  });

  test("a new e-mail is the one written to from then on; the old one finds the contact no longer", async () => {
    const app = await testApp();
    await upsert(app, { contactId: "1", email: "old@b.eu" });
    const { body } = await upsert(app, { contactId: "1", email: "new@b.eu" });
    expect(body.contact.email).toBe("new@b.eu");
    const found = await app.call("GET", "/api/v1/contacts/search?email=old@b.eu");
    expect(found.body.items).toEqual([]);
  });

  test("faults are named at their path, and nothing is kept", async () => {
    const app = await testApp();
    const faults: [object, string][] = [
      [{ firstName: "Nobody" }, ""],
      [{ email: "null" }, ""],
      [{ email: "nobody" }, "email"],
      [{ email: "a@b.eu", phone: "12" }, "phone"],
      [{ email: "a@b.eu", timeZone: "Mars/Base" }, "timeZone"],
      [{ email: "a@b.eu", language: "klingon!" }, "language"],
      [{ email: "a@b.eu", firstName: "x".repeat(201) }, "firstName"],
      [{ email: "a@b.eu", attributes: [] }, "attributes"],
      [{ email: "a@b.eu", attributes: { a: "x".repeat(70_000) } }, "attributes"],
      [{ email: "a@b.eu", name: "x" }, "name"],
    ];
    for (const [body, path] of faults) {
      const answer = await upsert(app, body);
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
    }
    expect(await count(app.db, "contacts")).toBe(0);
  });

  test("many at once of one person make one contact", async () => {
    const app = await testApp();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        upsert(app, { email: "a@b.eu", contactId: "1", attributes: { [`k${index}`]: index } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { body } = await upsert(app, { email: "a@b.eu" });
    expect(Object.keys(body.contact.attributes)).toHaveLength(12);
    expect(await count(app.db, "contacts")).toBe(1);
  });
});

describe("searching", () => {
  test("all criteria must hold; pages have no gaps", async () => {
    const app = await testApp();
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.push(
        (await upsert(app, { contactId: `c${index}`, email: `c${index}@b.eu` })).body.contact.id,
      );
    }
    const { body: segment } = await app.call("POST", "/api/v1/segments", { name: "VIP" });
    const members = { contactIds: ids.slice(0, 3) };
    await app.call("POST", `/api/v1/segments/${segment.id}/members/add`, members);
    const search = async (query: string) => {
      const { body } = await app.call("GET", `/api/v1/contacts/search?${query}`);
      return body.items.map(({ id }: { id: string }) => ids.indexOf(id));
    };
    expect(await search("email=C1@B.eu")).toEqual([1]);
    expect(await search("contactId=c4")).toEqual([4]);
    expect(await search(`contactId=${ids[2] ?? ""}`)).toEqual([2]);
    expect(await search("segment=VIP")).toEqual([2, 1, 0]);
    expect(await search(`segment=${segment.id}&email=c0@b.eu`)).toEqual([0]);
    expect(await search("segment=VIP&email=c4@b.eu")).toEqual([]);
    expect((await app.call("GET", "/api/v1/contacts/search?email=nobody")).status).toBe(400);
    const first = await app.call("GET", "/api/v1/contacts/search?limit=3");
    const second = await app.call(
      "GET",
      `/api/v1/contacts/search?limit=3&after=${first.body.next}`,
    );
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(
      ids.toReversed(),
    );
    expect(second.body.next).toBeNull();
  });
});

describe("changing", () => {
  test("an address is added, one of another contact is a 409, null forgets", async () => {
    const app = await testApp();
    const ada = (await upsert(app, { contactId: "ada", email: "ada@b.eu" })).body.contact;
    const bob = (await upsert(app, { contactId: "bob", email: "bob@b.eu" })).body.contact;
    const change = (body: object) => app.call("PATCH", `/api/v1/contacts/${ada.id}`, body);
    expect((await change({ email: "ADA2@b.eu", lastName: "L" })).body).toMatchObject({
      email: "ada2@b.eu",
      lastName: "L",
    });
    expect((await change({ email: "ada@b.eu" })).body.email).toBe("ada@b.eu");
    const taken = await change({ email: "bob@b.eu", lastName: "Lost" });
    expect([taken.status, taken.body.contactId]).toEqual([409, bob.id]);
    const { body } = await change({ email: null });
    expect(body).toMatchObject({ email: null, lastName: "L", identities: [{ kind: "contactId" }] });
    expect((await change({ phone: "12" })).body.errors).toMatchObject([{ path: "phone" }]);
    expect((await change({})).status).toBe(400);
  });
});

describe("erasing", () => {
  test("nothing that names the person is left in any table; histories and numbers stay", async () => {
    const app = await testApp();
    const { body: segment } = await app.call("POST", "/api/v1/segments", { name: "VIP" });
    const email = "ada.lovelace@b.eu";
    const { id } = (await upsert(app, { contactId: "lovelace-7", email, lastName: "Lovelace" }))
      .body.contact;
    await app.call("POST", `/api/v1/segments/${segment.id}/members/add`, { contactIds: [id] });
    await makeWorkflow(app.db, {
      bindings: [{ role: "start", eventTypeKey: "hello", frequency: { kind: "each" } }],
    });
    await app.call("POST", "/api/v1/event", {
      eventTypeKey: "hello",
      keyValue: "Ada.Lovelace@b.eu",
      params: { Email: email, phone: "+442071838750", name: "Lovelace" },
    });
    const order = {
      externalOrderId: "A-1",
      totalCost: 5,
      status: "DELIVERED",
      date: "2026-01-01",
      currency: "EUR",
      email,
      lastName: "Lovelace",
    };
    await app.call("POST", "/api/v1/orders", { orders: [order] });
    await app.db.query(
      `insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, sender,
                             recipient, subject, html, body_text, transactional, state, error)
       select gen_random_uuid(), id, 'mail', 1, workflow_id, contact_id, 'email', 'shop@b.eu', $1, 'Hi Lovelace',
              '<p>Lovelace', 'Lovelace', false, 'queued', $1 from runs`,
      [email],
    );

    await app.db.query(
      "insert into message_log (message_id, state, detail) select id, 'failed', $1 from messages",
      [`550 ${email} unknown`],
    );
    await app.db.query(
      `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome)
       select id, 'mail', 1, 1, 'sendEmail', 'next', $1 from runs`,
      [JSON.stringify({ note: `E-mail failed: 550 ${email}` })],
    );
    await app.db.query(
      `insert into inbox_mails (id, sender, recipients, subject, raw)
       values (gen_random_uuid(), 'shop@b.eu', array['Ada.Lovelace@b.eu'], 'Hi Lovelace', '')`,
    );

    await app.db.query("update runs set variables = $1", [{ webhook: { body: "Lovelace" } }]);
    await app.db.query(
      `insert into webhook_calls (run_id, block_id, visit, request)
       select id, 'call', 1, '{"facts": "Lovelace"}' from runs`,
    );
    await app.db.query("update contacts set confirmed_email = email where id = $1", [id]);

    expect((await app.call("DELETE", `/api/v1/contacts/${id}`)).status).toBe(204);

    const tables = await app.db.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    for (const { name } of tables) {
      const rows = JSON.stringify(await app.db.query(`select * from ${name}`));
      expect([name, rows.match(/lovelace|442071838750/i)]).toEqual([name, null]);
    }
    expect((await app.call("GET", `/api/v1/contacts/${id}`)).status).toBe(404);
    expect((await app.call("GET", "/api/v1/orders/A-1")).body).toMatchObject({
      contactId: null,
      totalCost: 5,
    });
    const keys = await app.db.query("select key_value from events order by id");
    expect(keys).toEqual([{ key_value: "erased" }, { key_value: "A-1" }]);
    expect(await app.db.query("select state from messages")).toEqual([{ state: "failed" }]);
    expect((await app.call("DELETE", `/api/v1/contacts/${id}`)).status).toBe(404);
  });

  test("active runs are stopped", async () => {
    const app = await testApp();
    await makeWorkflow(app.db, {
      bindings: [{ role: "start", eventTypeKey: "hello", frequency: { kind: "each" } }],
    });
    const params = { Email: "ada@b.eu" };
    const sent = await app.call("POST", "/api/v1/event", { eventTypeKey: "hello", params });
    expect(sent.body.decisions).toMatchObject([{ outcome: "launched" }]);
    await app.call("DELETE", `/api/v1/contacts/${sent.body.contactId}`);
    const signals = await app.db.query(`select run_id, kind, state, reason from run_signals`);
    expect(signals).toEqual([
      {
        run_id: sent.body.decisions[0].runId,
        kind: "stop",
        state: "pending",
        reason: "the contact was erased",
      },
    ]);
  });
});
