import { contextOf } from "../support/context.ts";
import { expect, test } from "vitest";
import { addSuppression } from "../../src/services/suppressions/suppressions.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { workerProcess } from "../support/worker.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";

test("a mail that is put off costs one line of the log, with ids and nothing about the person", async () => {
  const { db, mail, ingest, ended, settings } = await stack({ worker: false });
  const worker = await workerProcess(settings);
  await makeWorkflow(db, { definition: inARow(email("mail", "Later")) });
  mail.answer = (_, attempt) =>
    attempt === 1 ? { code: 451, message: "ada@example.com is greylisted" } : "take";
  await ingest.ingest([incoming()]);
  const [run] = await ended();
  expect(run?.status).toBe("completed");
  const [message] = await db.query<{ id: string }>("select id from messages");
  const lines = worker
    .log()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    // A machine that is busy has more to say, of what took long.
    .filter((line) => line["messageId"] === message?.id || line["runId"] === run?.id);
  expect(lines).toMatchObject([
    {
      messageId: message?.id,
      runId: run?.id,
      outcome: "deferred",
      attempt: 1,
      msg: "a message was not taken yet; it is tried again",
    },
  ]);
  // As a word: ids are of letters too.
  expect(worker.log()).not.toMatch(/\bada\b/);
});

test("who leaves while a mail is put off does not get it any more, nor do those who were to get a copy", async () => {
  const { db, mail, ingest, ended } = await stack();
  const copied = email("mail", "Later", { cc: "cc@example.com, kept@example.com" });
  await makeWorkflow(db, { definition: inARow(copied) });
  let isBusy = true;
  let isWithoutCopy = false;
  mail.answer = ({ to, recipients }) => {
    if (to === "ben@example.com") isWithoutCopy = !recipients.includes("cc@example.com");
    return isBusy ? { code: 451, message: "greylisted" } : "take";
  };
  await ingest.ingest([incoming(), incoming({ email: "ben@example.com" })]);
  await eventually("both to be put off", async () => {
    const rows = await db.query("select 1 from messages where state = 'queued' and error <> ''");
    return rows.length === 2;
  });
  for (const address of ["ada@example.com", "cc@example.com"]) {
    const given = { channel: "email", address, reason: "hard_bounce" } as const;
    await addSuppression(contextOf(db), given);
  }
  // Attempts that had begun before may still be taken: only behind both is the server free.
  await eventually("the next attempt to be given up", async () => {
    const rows = await db.query("select 1 from messages where state = 'failed'");
    return rows.length === 1;
  });
  await eventually("the other's next attempt", () => isWithoutCopy);
  isBusy = false;
  await ended(2);
  expect(mail.mailsTo("ada@example.com")).toEqual([]);
  expect(mail.mailsTo("ben@example.com")).toMatchObject([{ subject: "Later" }]);
  expect(mail.mailsTo("ben@example.com")[0]?.headers["cc"]).toBe("kept@example.com");
  const rows = await db.query(
    "select state, error from messages where recipient = 'ada@example.com'",
  );
  expect(rows).toEqual([
    {
      state: "failed",
      error: expect.stringContaining("the address is suppressed: a message to it bounced for good"),
    },
  ]);
});
