import { expect, test } from "vitest";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const offers = 60;

test("a channel that is paused as a worker is killed: nothing leaves by the next one, and each mail goes once when it is resumed", async () => {
  const { db, mail, ask, ingest, settings, ended } = await stack({ worker: false });
  const receipts = [{ ...startOnOrder, eventTypeKey: "paid" }];
  const receipt = email("mail", "Receipt", { transactional: true });
  await makeWorkflow(db, { definition: inARow(email("mail", "Offer {{ event.keyValue }}")) });
  await makeWorkflow(db, { definition: inARow(receipt), bindings: receipts });
  const doomed = await workerProcess(settings);
  // The receipt is taken, and the worker dies before it hears of it: it is rather sent twice than never.
  mail.answer = ({ subject }) => (subject === "Receipt" ? "hang" : "take");
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  await eventually("the receipt", () => Promise.resolve(mail.received.length === 1));
  await ingest.ingest(
    Array.from({ length: offers }, (_, index) => incoming({ keyValue: `${index}` })),
  );
  await eventually("the first offers", () => Promise.resolve(mail.received.length > 5));
  await doomed.kill();
  const { body: paused } = await ask("POST", "/channels/email/pause", { reason: "a wrong price" });
  expect(paused.onTheirWay).toBeGreaterThanOrEqual(1);
  const left = mail.received.length;
  mail.answer = () => "take";
  await db.query("update runs set lease_until = now() where lease_until is not null");

  const states = async (): Promise<Record<string, number>> => {
    const rows = await db.query<{ state: string; count: number }>(
      "select state, count(*) as count from messages group by state",
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  await workerProcess(settings);
  await eventually("all others to wait", async () => {
    const { sent = 0, unknown = 0, held = 0, queued = 0, sending = 0 } = await states();
    return sending === 0 && queued === 1 && sent + unknown + held === offers;
  });
  expect(mail.received).toHaveLength(left);
  const { held = 0, unknown = 0 } = await states();
  expect(held).toBeGreaterThan(0);

  await ask("POST", "/channels/email/resume");
  await ended(offers + 1);
  expect(await states()).toEqual({
    sent: offers + 1 - unknown,
    ...(unknown > 0 && { unknown }),
  });
  const sold = mail.received.map(({ subject }) => subject).filter((one) => one !== "Receipt");
  expect(new Set(sold).size).toBe(sold.length);
  expect(sold.length).toBeGreaterThanOrEqual(offers - unknown);
  // What may have been taken before is known by its log all the same: it went again, as it always does.
  expect(mail.received).toHaveLength(sold.length + 2);
  expect(await db.query("select 1 from pressure_waiting")).toEqual([]);
});
