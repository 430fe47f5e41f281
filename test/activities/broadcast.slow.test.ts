import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { required } from "../../src/domain/required.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { eventually } from "../support/wait.ts";
import { workerHere, workerProcess } from "../support/worker.ts";
import { testTemporal } from "../support/temporal.ts";
import { notesOf, stack } from "../support/mail-stack.ts";

/** A segment of some contacts, "m1@example.com" and on. */
async function segmentOf(db: Database, count: number): Promise<void> {
  await db.query("insert into segments (id, name) values (gen_random_uuid(), 'All')");
  await db.query(
    `with made as (
       insert into contacts (id, email, language, source)
       select gen_random_uuid(), 'm' || n || '@example.com', case when n % 2 = 0 then 'uk' else 'en' end, 'test'
         from generate_series(1, $1::int) n returning id)
     insert into segment_members (segment_id, contact_id)
     select s.id, made.id from segments s, made where s.name = 'All'`,
    [count],
  );
}

const toAll = (more: object = {}) =>
  inARow({
    id: "all",
    kind: "sendToSegment",
    config: {
      segment: "All",
      subject: "To {{ contact.email }}",
      html: "<p>{{ event.keyValue }}</p>",
      languages: { uk: { subject: "До {{ contact.email }}", html: "<p>!</p>" } },
      ...more,
    },
  });

test("every member gets the message once, and those who can't are counted apart", async () => {
  const { db, mail, ingest, ended } = await stack();
  await segmentOf(db, 250);
  await db.query("update contacts set email = null where email = 'm1@example.com'");
  await db.query("update contacts set unsubscribed_at = now() where email = 'm2@example.com'");
  await makeWorkflow(db, { definition: toAll({ defaultLanguage: "en" }) });
  let busy = 1;
  mail.answer = ({ to }) => {
    if (to === "m3@example.com") return { code: 550, message: "no such user" };
    if (to === "m4@example.com" && busy-- > 0) return { code: 451, message: "busy" };
    return "take";
  };
  await ingest.ingest([incoming({ keyValue: "news-1" })]);
  await ended();
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(247);
  expect(mail.received).toHaveLength(247);
  expect(mail.mailsTo("m6@example.com")[0]?.subject).toBe("До m6@example.com");
  expect(mail.mailsTo("m7@example.com")[0]).toMatchObject({ subject: "To m7@example.com" });
  expect(await notesOf(db)).toMatchObject({
    all: 'To 250 members of "All": 247 sent, 1 failed, 2 skipped',
  });
  // The run's own messages are told by block; these have no one state.
  const [row] = await db.query("select sent, failed, unknown, skipped, total from broadcasts");
  expect(row).toEqual({ sent: 247, failed: 1, unknown: 0, skipped: 2, total: 250 });
});

test("a worker that is killed in the middle is followed by one that sends the rest, and none twice", async () => {
  const { db, mail, ingest, ended, settings } = await stack({ worker: false });
  const members = 600;
  await segmentOf(db, members);
  await makeWorkflow(db, { definition: toAll({ transactional: false, defaultLanguage: "en" }) });
  const first = await workerProcess(settings);
  await ingest.ingest([incoming()]);
  await eventually("the middle", () => mail.received.length > members / 2);
  await first.kill();
  const afterKill = mail.received.length;
  await workerProcess(settings);
  await eventually("the end", async () => (await ended()).length === 1);
  const counts = new Map<string, number>();
  for (const { to } of mail.received) counts.set(to, (counts.get(to) ?? 0) + 1);
  expect([...counts.values()].every((count) => count === 1)).toBe(true);
  expect(afterKill).toBeLessThan(members);
  const [row] = await db.query<Record<string, number>>(
    "select sent, failed, unknown, skipped, total from broadcasts",
  );
  // Of those that were on their way nobody knows; they are told, and not sent again.
  const { sent = 0, unknown = 0 } = row ?? {};
  expect(row).toMatchObject({ failed: 0, skipped: 0, total: members });
  expect(sent + unknown).toBe(members);
  expect(unknown).toBeLessThanOrEqual(20);
  expect(mail.received.length).toBeGreaterThanOrEqual(sent);
  expect(mail.received.length).toBeLessThanOrEqual(members);
  const states = await db.query<{ state: string; n: number }>(
    "select state, count(*) as n from messages group by state",
  );
  expect(states.reduce((sum, { n }) => sum + n, 0)).toBe(members);
});

test("one that is paused stands still in Temporal, and goes on when it is resumed", async () => {
  const { db, mail, ingest, ended, settings, get, post } = await stack({ worker: false });
  const members = 300;
  await segmentOf(db, members);
  await makeWorkflow(db, { definition: toAll({ defaultLanguage: "en" }) });
  await workerHere({ ...settings, env: { MAIL_PER_SECOND: "60" } });
  await ingest.ingest([incoming()]);
  await eventually("the first", () => mail.received.length > 20);
  const [broadcast] = (await get("/broadcasts")).body.items;
  await post(`/broadcasts/${broadcast.id}/pause`);
  const { client } = await testTemporal();
  const [run] = await db.query<{ id: string }>("select temporal_id as id from runs");
  const handle = client.workflow.getHandle(required(run, "the run").id);
  await eventually("the timer", async () => {
    const { events = [] } = await handle.fetchHistory();
    return events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes != null);
  });
  const before = mail.received.length;
  expect(before).toBeLessThan(members);
  expect((await get(`/broadcasts/${broadcast.id}`)).body.state).toBe("paused");
  const [kept] = await db.query<{ n: number }>(
    "select count(*) as n from messages where state = 'sent'",
  );
  expect(kept?.n).toBe(before);
  await post(`/broadcasts/${broadcast.id}/resume`);
  await eventually("the end", async () => (await ended()).length === 1);
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(members);
  expect(mail.received).toHaveLength(members);
});

test("all mails of a worker keep to the rate, those to a segment among them", async () => {
  const { throttle } = await import("../../src/channels/throttle.ts");
  const { localGate } = await import("../../src/channels/slots.ts");
  const { reserveSends } = await import("../../src/db/messages/send-rates.ts");
  const { db } = await stack({ worker: false });
  const perSecond = 50;
  const worker = () =>
    throttle({
      gate: localGate(5),
      pauseLeftMs: () => 0,
      perSecond,
      reserve: (count) => reserveSends(db, "email", count, perSecond),
    });
  const [first, second] = [worker(), worker()];
  const began = performance.now();
  let under = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      (index % 2 === 0 ? first : second)(async () => {
        most = Math.max(most, ++under);
        await new Promise((resolve) => setTimeout(resolve, 10));
        under--;
      }),
    ),
  );
  const seconds = (performance.now() - began) / 1_000;
  // The first ones leave at once; 60 at 50 a second are 1.2 seconds.
  expect(seconds).toBeGreaterThan(1.0);
  expect(seconds).toBeLessThan(2.5);
  expect(most).toBeLessThanOrEqual(10);
});
