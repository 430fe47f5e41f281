import { expect, test } from "vitest";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import type { Stack } from "../support/mail-stack.ts";
import { notesOf, stack } from "../support/mail-stack.ts";

const home = "home@example.com";

async function household(
  config: object = {},
): Promise<Stack & { order(id: string): Promise<void> }> {
  const running = await stack();
  const html = '<p>For {{ contact.email }}</p><a href="{{ unsubscribeUrl }}">Leave</a>';
  const definition = inARow(email("mail", "Order", { html, ...config }));
  await makeWorkflow(running.db, { definition });
  await running.post("/contacts/upsert", { contactId: "ada", email: home });
  let sent = 0;
  const order = async (contactId: string) => {
    const params = { contactId, email: home };
    await running.post("/event", { eventTypeKey: "order", keyValue: String(++sent), params });
    await running.ended(sent);
  };
  return { ...running, order };
}

test("an account whose address another one has is written to at the address of its event", async () => {
  const { db, mail, order } = await household();
  await order("bob");
  expect(mail.mailsTo(home)).toMatchObject([{ html: expect.stringContaining(`For ${home}`) }]);
  expect(
    await db.query(
      `select i.value from messages m join contact_identities i on i.contact_id = m.contact_id
        where i.kind = 'contactId'`,
    ),
  ).toEqual([{ value: "bob" }]);
});

test("an address that was stated of the second account is written to, also without one in the event", async () => {
  const { mail, post, ended } = await household();
  const { body } = await post("/contacts/upsert", { contactId: "bob", email: home });
  expect(body).toMatchObject({ conflicts: [{ value: home }], contact: { email: null } });
  const event = { eventTypeKey: "order", keyValue: "1", params: { contactId: "bob" } };
  await post("/event", event);
  await ended(1);
  expect(mail.mailsTo(home)).toHaveLength(1);
});

test("nothing but transactional mail goes to an address whose owner has unsubscribed", async () => {
  const { db, mail, order, post } = await household();
  await post("/contacts/upsert", { contactId: "bob" });
  const unsubscribe = { emails: [home] };
  await post("/emails/unsubscribed/add", unsubscribe);
  await order("bob");
  expect(mail.mailsTo(home)).toEqual([]);
  expect((await notesOf(db))["mail"]).toContain("belongs to another contact, who has unsubscribed");
});

test("a transactional mail goes to such an address all the same", async () => {
  const { mail, order, post } = await household({ transactional: true });
  await post("/emails/unsubscribed/add", { emails: [home] });
  await order("bob");
  expect(mail.mailsTo(home)).toHaveLength(1);
});

test("whoever leaves by a mail at a shared address leaves for both", async () => {
  const { db, mail, order } = await household();
  await order("bob");
  const [, link] = /href="([^"]+)"[^>]*>Leave/.exec(mail.mailsTo(home)[0]?.html ?? "") ?? [];
  expect((await fetch(String(link), { method: "POST" })).status).toBe(200);
  const out = await db.query<{ n: number }>(
    "select count(*)::int as n from contact_channels where channel = 'email'",
  );
  expect(out).toEqual([{ n: 2 }]);
});
