import { beforeAll, describe, expect, test } from "vitest";
import { email, inARow } from "../support/definitions.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";

const segment = (id: string, name = id) => ({
  id,
  kind: "addToSegment",
  config: { segment: name },
});

describe("with Temporal", () => {
  let runs: RealRuns;
  beforeAll(async () => {
    runs = await realRuns("chains");
  });

  /** Of a run that has ended in Temporal: what its history consists of. */
  async function eventsOf(temporalId: string): Promise<string[]> {
    const handle = runs.temporal.client.workflow.getHandle(temporalId);
    await handle.result().catch(() => undefined);
    const { events = [] } = await handle.fetchHistory();
    return (events ?? []).map(
      (event) =>
        Object.keys(event)
          .find((key) => key.endsWith("EventAttributes"))
          ?.replace("EventAttributes", "") ?? "",
    );
  }
  const begun = [
    "workflowExecutionStarted",
    "workflowTaskScheduled",
    "workflowTaskStarted",
    "workflowTaskCompleted",
  ];

  test("a run of one block is one workflow task and one marker", async () => {
    const workflow = await runs.make(inARow(segment("mark")));
    const { temporalId, status } = await workflow.follow();
    expect(status).toBe("completed");
    expect(await eventsOf(temporalId)).toEqual([
      ...begun,
      "markerRecorded",
      "workflowExecutionCompleted",
    ]);
  });

  test("an order, a segment and a mail are one workflow task and two markers, with a journal row each", async () => {
    const workflow = await runs.make(
      inARow({ id: "order", kind: "getOrder" }, segment("mark"), email("mail", "Hello")),
    );
    const { temporalId, steps } = await workflow.follow();
    expect(steps.map(({ block }) => block)).toEqual(["order", "mark", "mail", "end"]);
    expect(await eventsOf(temporalId)).toEqual([
      ...begun,
      "markerRecorded",
      "markerRecorded",
      "workflowExecutionCompleted",
    ]);
    const { events } = await runs.temporal.client.workflow.getHandle(temporalId).fetchHistory();
    const marker = events?.find(
      ({ markerRecordedEventAttributes }) => markerRecordedEventAttributes,
    );
    const summary = Buffer.from(marker?.userMetadata?.summary?.data ?? []).toString();
    expect(summary).toContain("Add to segment");
  });

  test("a long row of blocks is done in chains of 25, each block once and in order", async () => {
    const row = Array.from({ length: 40 }, (_, n) => ({
      id: `check${n}`,
      kind: "checkPoint",
      config: { name: `Check ${n}` },
    }));
    const workflow = await runs.make(inARow(...row));
    const { temporalId, steps } = await workflow.follow();
    expect(steps.map(({ block }) => block)).toEqual([...row.map(({ id }) => id), "end"]);
    const events = await eventsOf(temporalId);
    expect(events.filter((event) => event === "markerRecorded")).toHaveLength(2);
  });

  test("what is to be rendered begins a chain, and sees what those before it did", async () => {
    const workflow = await runs.make(
      inARow(
        { id: "one", kind: "setVariable", config: { name: "one", value: "1" } },
        { id: "two", kind: "setVariable", config: { name: "two", value: "{{ vars.one }}2" } },
        segment("mark"),
      ),
    );
    const { id, temporalId } = await workflow.follow();
    const [run] = await runs.db.query("select variables from runs where id = $1", [id]);
    expect(run).toEqual({ variables: { one: "1", two: "12" } });
    const events = await eventsOf(temporalId);
    expect(events.filter((event) => event === "markerRecorded")).toHaveLength(2);
  });

  test("a block that fails in a chain fails by itself, and what was before it is kept", async () => {
    await runs.db.query(`
      create function refuse_bad() returns trigger language plpgsql as $$
      begin
        if new.block_id = 'bad' then raise exception 'the block is bad'; end if;
        return new;
      end $$`);
    await runs.db.query(
      "create trigger refuse_bad before insert on run_steps for each row execute function refuse_bad()",
    );
    const workflow = await runs.make(inARow(segment("good"), segment("bad"), segment("behind")));
    const { status, error, steps } = await workflow.follow();
    expect(status).toBe("failed");
    expect(error).toMatchObject({ block: "bad", message: "the block is bad" });
    expect(steps.map(({ block }) => block)).toEqual(["good"]);
    const made = await runs.db.query("select name from segments order by name");
    expect(made).toContainEqual({ name: "good" });
    expect(made).not.toContainEqual({ name: "bad" });
  });

  test("a mail server that hangs holds up no run that stays inside Postgres", async () => {
    runs.mail.answer = () => "hang";
    const mails = await runs.make(inARow(email("mail", "Hello", { transactional: true })));
    const stuck = await mails.launch(
      ...Array.from({ length: 60 }, (_, n) => ({ email: `${n}@example.com`, keyValue: `${n}` })),
    );
    await eventually("many messages in progress", async () => {
      const rows = await runs.db.query("select 1 from messages where state = 'sending'");
      return rows.length > 10;
    });
    const workflow = await runs.make(inARow(segment("aside")));
    for (const n of [1, 2, 3]) {
      expect((await workflow.follow({ keyValue: `aside ${n}` })).status).toBe("completed");
    }
    expect(await runs.db.query("select 1 from messages where state = 'sent'")).toHaveLength(1);
    await runs.mail.close();
    for (const id of stuck) {
      const [run] = await runs.db.query<{ temporal_id: string }>(
        "select temporal_id from runs where id = $1",
        [id],
      );
      const handle = runs.temporal.client.workflow.getHandle(run?.temporal_id ?? "");
      await handle.terminate("the test is over").catch(() => undefined);
    }
  });
});
