import { WorkflowNotFoundError } from "@temporalio/client";
import { inject } from "vitest";
import { expect, test } from "vitest";
import { besideOthers } from "../support/afterwards.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { heldTransaction } from "../support/held-transaction.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
import { completed, endLeases, runs, setUp } from "./worker-under-test.ts";

test.concurrent(
  "killed between the claim and the start: another worker starts the run, once",
  besideOthers(async () => {
    const { db, mail, temporal, settings, ingest } = await setUp();
    const [host = "", port] = inject("temporalAddress").split(":");
    const line = await tcpProxy({ host, port: Number(port) });
    const first = await workerProcess({ ...settings, temporalAddress: `127.0.0.1:${line.port}` });
    line.hold();
    await ingest.ingest([incoming()]);
    const run = await eventually("the claim", async () =>
      (await runs(db)).find(({ attempts }) => attempts === 1),
    );
    await first.kill();
    await line.close();
    await expect(temporal.client.workflow.getHandle(run.temporal_id).describe()).rejects.toThrow(
      WorkflowNotFoundError,
    );
    expect((await runs(db))[0]?.status).toBe("pending");

    await endLeases(db);
    await workerProcess(settings);
    await completed(db, 1);
    expect(mail.received).toHaveLength(1);
    expect((await runs(db))[0]?.attempts).toBe(2);
  }),
);

test.concurrent(
  "killed between the start and the note of it: the run is not started again, and ends once",
  besideOthers(async () => {
    const { db, mail, temporal, settings, ingest } = await setUp();
    // The note waits for a lock that the test holds: a moment of any length.
    await db.query(`
    create function hold_note() returns trigger language plpgsql as $$
    begin
      if new.status = 'running' then perform pg_advisory_xact_lock(4711); end if;
      return new;
    end $$`);
    await db.query(
      "create trigger hold_note before update on runs for each row execute function hold_note()",
    );
    const held = await heldTransaction(db, "select pg_advisory_xact_lock(4711)");

    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    const [run] = await eventually("a run", () => runs(db).then((all) => all.length === 1 && all));
    await eventually("Temporal to have the run", () =>
      temporal.client.workflow.getHandle(run?.temporal_id ?? "").describe(),
    );
    await first.kill();
    await held.end();
    await db.query("drop trigger hold_note on runs");
    await eventually(
      "the killed worker's session to end",
      async () =>
        (
          await db.query(
            "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
          )
        ).length === 0,
    );

    await endLeases(db);
    await workerProcess(settings);
    await completed(db, 1);
    expect(mail.received).toHaveLength(1);
    // The run notes its end before Temporal closes it.
    await eventually("Temporal's end of the run", async () => {
      const { status } = await temporal.client.workflow
        .getHandle(run?.temporal_id ?? "")
        .describe();
      return status.name === "COMPLETED";
    });
    let known = 0;
    const query = `WorkflowId = "${run?.temporal_id}"`;
    for await (const _ of temporal.client.workflow.list({ query })) known++;
    expect(known).toBe(1);
  }),
);

test.concurrent(
  "killed during a send: an offer is left unknown and not sent again, a receipt is sent again",
  besideOthers(async () => {
    const { db, mail, settings, ingest } = await setUp(
      inARow(email("offer", "Offer"), email("receipt", "Receipt", { transactional: true })),
    );
    mail.answer = (_, attempt) => (attempt === 1 ? "hang" : "take");
    const subjects = () => mail.received.map(({ subject }) => subject);
    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    await eventually("the server to have the offer", () => subjects().length === 1);
    await first.kill();

    const second = await workerProcess(settings);
    await eventually("the server to have the receipt", () => subjects().length === 2);
    await second.kill();

    await workerProcess(settings);
    await completed(db, 1);
    expect(subjects()).toEqual(["Offer", "Receipt", "Receipt"]);
    const ids = mail.received.map(({ messageId }) => messageId);
    // The same message each time: a mail program, or a provider, can tell that it has it.
    expect(ids[1]).toBe(ids[2]);
    const states = await db.query("select subject, state, attempts from messages order by subject");
    expect(states).toEqual([
      { subject: "Offer", state: "unknown", attempts: 1 },
      { subject: "Receipt", state: "sent", attempts: 2 },
    ]);
  }),
);

test.concurrent(
  "workers killed again and again under load: every run ends, once, with one mail",
  besideOthers(async () => {
    const { db, mail, settings, ingest } = await setUp(
      inARow(
        { id: "mark", kind: "addToSegment", config: { segment: "Seen" } },
        email("mail", "Hello", { transactional: true }),
      ),
    );
    const people = Array.from({ length: 60 }, (_, n) => `${n}@example.com`);
    let worker = await workerProcess(settings);
    for (const [round, size] of [20, 20, 20].entries()) {
      await ingest.ingest(
        people
          .slice(round * size, (round + 1) * size)
          .map((address) => incoming({ email: address, keyValue: address })),
      );
      const before = mail.received.length;
      await eventually("some mail", () => mail.received.length > before + 3);
      await worker.kill();
      await endLeases(db);
      worker = await workerProcess(settings);
    }
    await completed(db, people.length);
    // A receipt may come twice when the kill fell into its send; never does one stay away.
    const [steps] = await db.query<{ n: number }>(
      "select count(*) as n from run_steps where kind = 'sendEmail'",
    );
    expect(steps?.n).toBe(people.length);
    expect(new Set(mail.received.map(({ to }) => to)).size).toBe(people.length);
    const [kept] = await db.query<{ n: number }>("select count(*) as n from messages");
    expect(kept?.n).toBe(people.length);
    expect(mail.received.length).toBeLessThan(people.length + 3 * 20);
  }),
);

test.concurrent(
  "a worker that is asked to end finishes what it has begun, and leaves the rest to others",
  besideOthers(async () => {
    const { db, mail, settings, ingest } = await setUp();
    const first = await workerProcess(settings);
    await ingest.ingest(
      Array.from({ length: 30 }, (_, n) =>
        incoming({ email: `${n}@example.com`, keyValue: String(n) }),
      ),
    );
    await eventually("some mail", () => mail.received.length > 0);
    expect(await first.stop()).toBe(0);
    const [left] = await db.query<{ n: number }>(
      "select count(*) as n from messages where state = 'sending'",
    );
    expect(left?.n).toBe(0);
    await endLeases(db);
    await workerProcess(settings);
    await completed(db, 30);
    expect(mail.received).toHaveLength(30);
  }),
);
