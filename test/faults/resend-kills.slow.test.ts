import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { resendMessage } from "../../src/services/messages/resend.ts";
import { besideOthers } from "../support/afterwards.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
import { completed, setUp } from "./worker-under-test.ts";

/** A mail that was sent; then its worker is killed while a server has it for the second time. */
async function killedWhileSentAgain(transactional: boolean) {
  const { db, mail, settings, ingest } = await setUp(
    inARow(email("mail", "Hi", { transactional })),
  );
  const first = await workerProcess(settings);
  await ingest.ingest([incoming()]);
  await completed(db, 1);
  const [original] = await db.query<{ id: string }>("select id from messages");
  const id = original?.id ?? "";

  mail.answer = (_, attempt) => (attempt === 1 ? "hang" : "take");
  const asked = await resendMessage(contextOf(db), id, "r1");
  await eventually("the server to have it again", () => mail.received.length === 2);
  await first.kill();
  // Whoever asked has lost the answer too, and asks again.
  const again = await resendMessage(contextOf(db), id, "r1");
  expect(again).toEqual({ ...asked, duplicate: true });
  await workerProcess(settings);
  await completed(db, 2);
  return { db, mail, asked };
}

const stateOf = async (db: Database, id: string) =>
  (await db.query<{ state: string }>("select state from messages where id = $1", [id]))[0]?.state;

test.concurrent(
  "killed while an offer is sent again: it is left unknown, and not sent a third time",
  besideOthers(async () => {
    const { db, mail, asked } = await killedWhileSentAgain(false);
    expect(await stateOf(db, asked.messageId)).toBe("unknown");
    expect(mail.received).toHaveLength(2);
  }),
);

test.concurrent(
  "killed while a receipt is sent again: it is sent once more, as the same message",
  besideOthers(async () => {
    const { db, mail, asked } = await killedWhileSentAgain(true);
    expect(await stateOf(db, asked.messageId)).toBe("sent");
    const [before, ...resent] = mail.received.map(({ messageId }) => messageId);
    expect(resent).toHaveLength(2);
    expect(new Set(resent).size).toBe(1);
    expect(resent).not.toContain(before);
  }),
);
