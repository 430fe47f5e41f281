import { expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import { email, inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { stack } from "../../support/mail-stack.ts";
import { eventually } from "../../support/wait.ts";

type Stack = Awaited<ReturnType<typeof stack>>;

async function sentOnce(config: Record<string, unknown> = {}) {
  const running = await stack();
  const html =
    '<p>Hi {{ event.params.name }}</p><a href="https://shop.example.com/a?b=1&c=2">To the shop</a>';
  await makeWorkflow(running.db, {
    definition: inARow(email("mail", "Your code {{ event.params.code }}", { html, ...config })),
  });
  await running.ingest.ingest([incoming({ params: { name: "Ada", code: "X1" } })]);
  await running.ended();
  const [message] = await running.db.query<{ id: string; contactId: string }>(
    `select id, contact_id as "contactId" from messages`,
  );
  if (message === undefined) throw new Error("nothing was sent");
  return { ...running, ...message };
}

const resend = ({ ask }: Pick<Stack, "ask">, id: string, requestId = "r1") =>
  ask("POST", `/messages/${id}/resend`, { requestId });

const mails = ({ mail }: Pick<Stack, "mail">, count: number) =>
  eventually(`${count} mails`, () => mail.received.length >= count && mail.received);

test("a message goes out again word for word, as a new one whose links are its own", async () => {
  const given = await sentOnce();
  const { db, id, get } = given;
  const { status, body } = await resend(given, id);
  expect([status, body.duplicate]).toEqual([200, false]);
  const received = await mails(given, 2);
  expect(received.map(({ subject }) => subject)).toEqual(["Your code X1", "Your code X1"]);
  expect(received[1]?.recipients).toEqual(received[0]?.recipients);
  await given.ended(2);
  const [before, after] = [await get(`/messages/${id}`), await get(`/messages/${body.messageId}`)];
  expect(after.body).toMatchObject({
    state: "sent",
    resendOf: id,
    subject: "Your code X1",
    text: expect.stringContaining("Hi Ada") as string,
    transactional: false,
    links: before.body.links,
    workflow: { name: "Sent by API: e-mail sent again" },
  });
  expect(before.body.resends).toMatchObject([{ messageId: body.messageId, runId: body.runId }]);
  const addresses = (html: string): string[] => html.match(/http[^"]+\/[cou]\/[^"]+/g) ?? [];
  const [of, ofNew] = [addresses(before.body.html), addresses(after.body.html)];
  expect(ofNew).toHaveLength(of.length);
  expect(of.length).toBeGreaterThan(1);
  expect(ofNew.filter((address) => of.includes(address))).toEqual([]);
  // Its links are signed: the redirect takes them.
  const click = ofNew.find((address) => address.includes("/c/")) ?? "";
  const tracked = new URL(click.replaceAll("&amp;", "&"));
  expect(await db.query("select 1 from messages")).toHaveLength(2);
  expect(tracked.searchParams.get("u")).toBe("https://shop.example.com/a?b=1&c=2");
});

test("a repeated request sends nothing more, and the audit log says who asked", async () => {
  const given = await sentOnce();
  const first = await resend(given, given.id);
  const again = await resend(given, given.id);
  expect(again.body).toEqual({ ...first.body, duplicate: true });
  await mails(given, 2);
  const other = await resend(given, given.id, "r2");
  expect(other.body.messageId).not.toBe(first.body.messageId);
  await mails(given, 3);
  await given.ended(3);
  expect(given.mail.received).toHaveLength(3);
  const { body } = await given.get("/audit-log?entity=message");
  expect(body.items).toMatchObject([
    { entityId: given.id, action: "updated", after: { resend: { request_id: "r2" } } },
    { entityId: given.id, action: "updated", after: { resend: { request_id: "r1" } } },
  ]);
});

test("who has unsubscribed, is suppressed or erased gets nothing again, and the refusal says why", async () => {
  const given = await sentOnce();
  const { id, contactId, db, ask } = given;
  await db.query("update contacts set unsubscribed_at = now() where id = $1", [contactId]);
  expect((await resend(given, id)).body).toMatchObject({
    status: 409,
    detail: expect.stringContaining("the contact has unsubscribed") as string,
  });
  await db.query("update contacts set unsubscribed_at = null where id = $1", [contactId]);
  await db.query("update messages set state = 'held' where id = $1", [id]);
  expect((await resend(given, id)).body.detail).toContain("held back");
  await db.query("update messages set state = 'sending' where id = $1", [id]);
  expect((await resend(given, id)).body.detail).toContain("still on its way");
  await db.query("update messages set state = 'sent' where id = $1", [id]);
  await ask("DELETE", `/contacts/${contactId}`);
  expect((await resend(given, id)).body.detail).toContain("erased");
  expect(given.mail.received).toHaveLength(1);
});

test("a message with a promo code that has expired is not sent again", async () => {
  const given = await sentOnce();
  const { id, db, ask } = given;
  const pool = await ask("POST", "/promo-pools", { name: "Spring" });
  await ask("POST", `/promo-pools/${pool.body.id}/codes`, { codes: ["A"] });
  await db.query(
    `update promo_codes set given_at = now(), block_id = 'x', visit = 1,
            run_id = (select run_id from messages where id = $1)`,
    [id],
  );
  await db.query("update promo_pools set expires_at = now() - interval '1 day'");
  expect((await resend(given, id)).body).toMatchObject({
    status: 409,
    detail: "the message can't be sent again: its promo code of “Spring” has expired",
  });
});

test("an event that names somebody else's message sends it to nobody", async () => {
  const given = await sentOnce();
  await resend(given, given.id);
  await mails(given, 2);
  await given.ingest.ingest([
    incoming({
      typeKey: "resendRequested-email",
      email: "mallory@example.com",
      keyValue: "x",
      params: { resendOf: given.id },
    }),
  ]);
  await given.ended(3);
  expect(given.mail.received).toHaveLength(2);
  const rows = await given.db.query<{ note: string }>(
    `select s.outcome->>'note' as note from run_steps s join runs r on r.id = s.run_id
       join contacts c on c.id = r.contact_id where c.email = 'mallory@example.com' and s.block_id = 'mail'`,
  );
  expect(rows).toEqual([{ note: "E-mail not sent: the contact has got no such message" }]);
});
