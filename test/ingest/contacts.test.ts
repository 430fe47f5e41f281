import { expect, test } from "vitest";
import type { Identity } from "../../src/domain/identity.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { severalApis } from "../support/apis.ts";
import { testDatabase } from "../support/database.ts";
import { incoming } from "../support/events.ts";
import { eventually } from "../support/wait.ts";

const id = (value: string): Identity => ({ kind: "contactId", value });
const email = (value: string): Identity => ({ kind: "email", value });
const phone = (value: string): Identity => ({ kind: "phone", value });
const device = (value: string): Identity => ({ kind: "anonymousId", value });

async function setUp() {
  const { db } = await testDatabase(10);
  const ingest = createIngest(db);
  const contactOf = async (...identities: Identity[]) => {
    const [result] = await ingest.ingest([incoming({ identities })]);
    if (result?.outcome !== "accepted") throw new Error("not accepted");
    return result.contactId;
  };
  return { db, ingest, contactOf };
}

test("a contact is found by any of its identities, and keeps new ones", async () => {
  const { contactOf } = await setUp();
  const ada = await contactOf(id("42"), email("ada@example.com"));
  expect(await contactOf(email("ada@example.com"), phone("+442071838750"))).toBe(ada);
  expect(await contactOf(phone("+442071838750"), device("tab-1"))).toBe(ada);
  expect(await contactOf(device("tab-1"))).toBe(ada);
  expect(await contactOf(id(ada ?? ""))).toBe(ada);
});

test("a contact that is erased while an event adds to it is made anew", async () => {
  const { db, contactOf } = await setUp();
  const ada = await contactOf(email("ada@example.com"));
  let again: Promise<string | null> | undefined;
  await db.tx(async (sql) => {
    await sql.query("delete from contacts where id = $1", [ada]);
    again = contactOf(email("ada@example.com"), phone("+442071838750"));
    // It has found the contact, and waits for this transaction before it may claim the phone.
    await eventually("the claim to wait", async () => {
      const waiting = await db.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return waiting.length > 0;
    });
  });
  expect(await again).not.toBe(ada);
  expect(await db.query("select id, email, phone from contacts")).toEqual([
    { id: await again, email: "ada@example.com", phone: "+442071838750" },
  ]);
});

test("identities of different contacts: the strongest wins, nothing is merged, the event says so", async () => {
  const { db, contactOf } = await setUp();
  const ada = await contactOf(email("ada@example.com"));
  const bob = await contactOf(phone("+442071838750"), device("tab-1"));
  expect(await contactOf(device("tab-1"), phone("+442071838750"), email("ada@example.com"))).toBe(
    ada,
  );
  expect(await contactOf(phone("+442071838750"))).toBe(bob);
  const conflicts = await db.query<{ conflict: Identity[] }>(
    "select conflict from events where conflict is not null",
  );
  expect(conflicts.map(({ conflict }) => conflict)).toEqual([
    [phone("+442071838750"), device("tab-1")],
  ]);
});

test("two contact ids with one e-mail are two contacts", async () => {
  const { contactOf } = await setUp();
  const ada = await contactOf(id("1"), email("family@example.com"));
  const bob = await contactOf(id("2"), email("family@example.com"));
  expect(bob).not.toBe(ada);
  expect(await contactOf(id("2"))).toBe(bob);
  expect(await contactOf(email("family@example.com"))).toBe(ada);
});

test("a contact id for a contact that has none yet is added to it", async () => {
  const { contactOf } = await setUp();
  const ada = await contactOf(email("ada@example.com"));
  expect(await contactOf(id("1"), email("ada@example.com"))).toBe(ada);
  expect(await contactOf(id("1"))).toBe(ada);
});

test("many at once make one contact, and crossed identities no deadlock that anybody sees", async () => {
  const { db } = await setUp();
  const api = severalApis(db, 6);
  await Promise.all(
    Array.from({ length: 120 }, (_, n) => {
      const [a, b] = [email(`${n % 10}@example.com`), device(`tab-${n % 10}`)];
      return api(n).ingest([incoming({ identities: n % 2 === 0 ? [a, b] : [b, a] })]);
    }),
  );
  const [made] = await db.query<{ n: number }>("select count(*) as n from contacts");
  expect(made?.n).toBe(10);
  const [lost] = await db.query<{ n: number }>(
    "select count(*) as n from events where contact_id is null",
  );
  expect(lost?.n).toBe(0);
});

test("within a batch later events find what earlier ones made", async () => {
  const { ingest } = await setUp();
  const results = await ingest.ingest([
    incoming({ identities: [email("ada@example.com"), device("tab-1")] }),
    incoming({ identities: [device("tab-1")] }),
    incoming({ identities: [id("7"), email("ada@example.com")] }),
    incoming({ identities: [id("8"), email("ada@example.com")] }),
  ]);
  const contacts = results.map((result) =>
    result.outcome === "accepted" ? result.contactId : null,
  );
  expect(contacts[1]).toBe(contacts[0]);
  expect(contacts[2]).toBe(contacts[0]);
  expect(contacts[3]).not.toBe(contacts[0]);
});
