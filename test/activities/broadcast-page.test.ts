import { beforeEach, expect, test } from "vitest";
import type { Database, Sql } from "../../src/db/core/database.ts";
import { lockRun } from "../../src/db/runs/run-rows.ts";
import { required } from "../../src/domain/required.ts";
import { loadLinkSigner } from "../../src/services/clicks/link-signer.ts";
import { changeHoldout } from "../../src/services/holdouts/workflow.ts";
import { changeWorkspace } from "../../src/services/workspace/workspace.ts";
import type { Attempts } from "../support/broadcast.ts";
import { attemptsOf, membersOfAll } from "../support/broadcast.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import type { TestMailServer } from "../support/mail-server.ts";
import { testMailServer } from "../support/mail-server.ts";

// Messages to a segment, without Temporal: an attempt is a call.

let db: Database;
let mail: TestMailServer;

beforeEach(async () => {
  ({ db } = await testDatabase(10));
  mail = await testMailServer();
});

async function broadcastOf(members: number, config: object = {}): Promise<Attempts> {
  await membersOfAll(db, members);
  const content = { subject: "To {{ contact.firstName }}", html: "<p>{{ contact.firstName }}</p>" };
  return attemptsOf(db, { ...content, ...config }, { SMTP_URL: mail.url });
}

/** The same database, and the names of the statements that it is asked. */
function counted(inner: Database): { over: Database; names: string[] } {
  const names: string[] = [];
  const noting = (sql: Sql): Sql => ({
    ...sql,
    query: (statement, values) => {
      names.push(typeof statement === "string" ? statement : statement.name);
      return sql.query(statement, values);
    },
  });
  const over: Database = {
    ...inner,
    ...noting(inner),
    tx: (work, options) => inner.tx((sql) => work({ ...sql, ...noting(sql) }), options),
  };
  return { over, names };
}

const subjects = () => mail.received.map(({ subject }) => subject).toSorted();

test("a page of 200 asks a handful of statements, and its marks share theirs", async () => {
  const { attempt } = await broadcastOf(200);
  const { over, names } = counted(db);
  expect(await attempt(over)).toMatchObject({ total: 200, sent: 200 });
  expect(mail.received).toHaveLength(200);
  const marks = names.filter((name) => name === "claim-messages" || name === "set-message-states");
  // With each transaction that claims, and once for the page.
  const looks = names.filter((name) => name === "lock-channels" || name === "channels-paused-now");
  expect(marks.length).toBeLessThan(200);
  // Asked again only where a page takes long, as is whether it was paused.
  const pauses = names.filter((name) => name === "is-broadcast-paused");
  const consents = names.filter((name) => name === "permissions" || name === "address-standings");
  expect(consents.length).toBeGreaterThanOrEqual(2);
  // Some of them come again where a page takes long; what is asked for each member comes 200 times.
  expect(
    names.length - marks.length - looks.length - consents.length - pauses.length,
  ).toBeLessThanOrEqual(40);
});

test("each member's message has that member's own links", async () => {
  const html = "<i>{{ chatToken }}</i> {{ preferencesUrl }} {{ unsubscribeUrl }}";
  const { attempt } = await broadcastOf(3, { html });
  expect(await attempt()).toMatchObject({ sent: 3 });
  const signer = await loadLinkSigner(db, "", undefined);
  const contacts = await db.query<{ id: string; email: string }>("select id, email from contacts");
  for (const { id, email } of contacts.filter((one) => one.email.startsWith("m"))) {
    const [received] = mail.mailsTo(email);
    const [, token = ""] = /<i>([\w-]{43})<\/i>/.exec(received?.html ?? "") ?? [];
    expect(signer.messageOf("chat", token)).toBe(id);
    expect(received?.html).toContain(signer.signedUrl("preferences", id));
  }
});

test("refused, put off and unsubscribed in one page: each is counted, and none gets it twice", async () => {
  const { attempt } = await broadcastOf(60);
  await db.query("update contacts set unsubscribed_at = now() where email = 'm1@example.com'");
  const busy = new Set(["m2@example.com", "m3@example.com"]);
  mail.answer = ({ to }) => {
    if (to === "m4@example.com") return { code: 550, message: "no such user" };
    return busy.delete(to) ? { code: 451, message: "busy" } : "take";
  };
  expect(await attempt()).toMatchObject({ total: 60, sent: 58, failed: 1, skipped: 1 });
  expect(new Set(mail.received.map(({ to }) => to)).size).toBe(58);
  expect(mail.received).toHaveLength(58);
});

test("members whom the workflow holds out get nothing, and are kept with when they would have got it", async () => {
  const { attempt, runId } = await broadcastOf(60);
  const { workflowId, createdAt } = required(await lockRun(db, runId), "the run");
  await changeHoldout(contextOf(db), workflowId, { percent: 50 });
  const result = await attempt();
  const held = await db.query<{ at: Date; email: string }>(
    "select h.at, c.email from holdouts h join contacts c on c.id = h.contact_id",
  );
  expect(held.length).toBeGreaterThan(10);
  expect(held.length).toBeLessThan(50);
  expect(result).toMatchObject({ total: 60, sent: 60 - held.length, skipped: held.length });
  const got = new Set(mail.received.map(({ to }) => to));
  for (const { at, email } of held) {
    expect(got.has(email)).toBe(false);
    expect(at).toEqual(createdAt);
  }
});

test.each([
  [false, "as little as any"],
  [true, "as everybody"],
])(
  "of a message to a segment (transactional: %j) the control group gets %s",
  async (transactional) => {
    const { attempt } = await broadcastOf(60, { transactional });
    await changeWorkspace(contextOf(db), { holdoutPercent: 50 });
    const skipped = (await attempt())?.skipped ?? 0;
    expect(skipped > 10).toBe(!transactional);
    expect(mail.received).toHaveLength(60 - skipped);
  },
);

test("who unsubscribes while a message waits for another attempt does not get it any more", async () => {
  const { attempt } = await broadcastOf(5);
  let isBusy = true;
  mail.answer = ({ to }) =>
    isBusy && to === "m2@example.com" ? { code: 451, message: "busy" } : "take";
  await expect(attempt()).rejects.toThrow("not taken yet");
  await db.query("update contacts set unsubscribed_at = now() where email = 'm2@example.com'");
  isBusy = false;
  expect(await attempt()).toMatchObject({ sent: 4, failed: 1 });
  expect(mail.mailsTo("m2@example.com")).toEqual([]);
  const [row] = await db.query(
    "select state, error from messages where recipient = 'm2@example.com'",
  );
  expect(row).toEqual({
    state: "failed",
    error: "the contact has unsubscribed from marketing messages",
  });
});

test("one member whose message can't be made fails the block, when the others have theirs", async () => {
  const { attempt } = await broadcastOf(30, { onMissing: "fail" });
  await db.query("update contacts set first_name = null where email = 'm7@example.com'");
  await expect(attempt()).rejects.toThrow("there is no contact.firstName");
  expect(mail.received).toHaveLength(29);
  expect(await db.query("select part from block_attempts")).toEqual([]);
});

test("members with whose content an attempt has died are made one by one, and get theirs once", async () => {
  const { attempt, runId } = await broadcastOf(10);
  await db.query(
    `insert into block_attempts (run_id, block_id, visit, part)
     select $1, $2, 1, id from contacts where email in ('m1@example.com', 'm2@example.com')`,
    [runId, "all"],
  );
  expect(await attempt()).toMatchObject({ sent: 10 });
  expect(subjects()).toEqual(Array.from({ length: 10 }, (_, n) => `To Member ${n + 1}`).toSorted());
  expect(await db.query("select part from block_attempts")).toEqual([]);
});

test("a member with whose content three attempts have died takes none of its page down", async () => {
  const { attempt, runId } = await broadcastOf(10);
  await db.query(
    `insert into block_attempts (run_id, block_id, visit, part, begun)
     select $1, $2, 1, id, 3 from contacts where email = 'm5@example.com'`,
    [runId, "all"],
  );
  await expect(attempt()).rejects.toThrow("the worker ended 3 times");
  expect(mail.received).toHaveLength(9);
  expect(mail.mailsTo("m5@example.com")).toEqual([]);
});

test("a message that was on its way when its worker died is left unknown; a receipt is sent again", async () => {
  const { attempt } = await broadcastOf(4);
  mail.answer = ({ to }) => (to === "m1@example.com" ? { code: 451, message: "busy" } : "take");
  await expect(attempt()).rejects.toThrow("not taken yet");
  await db.query("update messages set state = 'sending' where state = 'queued'");
  mail.answer = () => "take";
  expect(await attempt()).toMatchObject({ sent: 3, unknown: 1 });
  expect(mail.mailsTo("m1@example.com")).toEqual([]);
});
