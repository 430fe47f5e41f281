import { expect, test } from "vitest";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import { required } from "../../src/domain/required.ts";
import { retryRun } from "../../src/services/runs/retry.ts";
import { besideOthers } from "../support/afterwards.ts";
import { publishDraft } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { renderer } from "../support/renderer.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
import { completed, endLeases, runs, setUp } from "./worker-under-test.ts";

const set = { id: "set", kind: "setVariable", config: { name: "seen", value: "once" } };

async function start(first: object) {
  const { db, mail, temporal, settings, ingest } = await setUp(first);
  const context = contextOf(db);
  const publish = async (draft: object): Promise<void> => {
    const [workflow] = await db.query<{ id: string }>("select id from workflows");
    const id = required(workflow, "the workflow").id;
    await publishDraft(db, id, draft);
  };
  const theRun = async () => {
    const [run] = await runs(db);
    return required(run, "the run");
  };
  return { db, mail, temporal, settings, ingest, context, publish, theRun };
}

test.concurrent(
  "killed while it sends what the new version says: it is sent once, and nothing before it again",
  besideOthers(async () => {
    const faulty = email("mail", "Old", { html: "{% for n in (1..90000000) %}x{% endfor %}" });
    const { db, mail, settings, ingest, context, publish, theRun } = await start(
      inARow(email("hello", "Hello"), set, faulty, email("last", "Old last")),
    );
    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    await eventually("the failure", async () => (await theRun()).status === "failed");
    await publish(inARow(email("news", "News"), email("mail", "New"), set, email("last", "Last")));
    mail.answer = ({ subject }) => (subject === "New" ? "hang" : "take");
    await retryRun(context, (await theRun()).id, "failedBlock", "current");
    await eventually("the mail to be taken", () => mail.received.length === 2);
    await first.kill();
    mail.answer = () => "take";
    await endLeases(db);
    await workerProcess(settings);
    await completed(db, 1);
    expect(mail.received.map(({ subject }) => subject)).toEqual(["Hello", "New", "Last"]);
    const steps = await db.query(
      "select block_id as block, visit from run_steps order by position",
    );
    const way = ["hello", "set", "mail", "set", "last", "end"];
    expect(steps).toEqual(
      way.map((block, index) => ({
        block,
        visit: way.slice(0, index + 1).filter((b) => b === block).length,
      })),
    );
  }),
);

test.concurrent(
  "a message of which a killed worker left it open whether it was taken is not sent in the new version",
  besideOthers(async () => {
    const { db, mail, temporal, settings, ingest, context, publish, theRun } = await start(
      inARow(email("mail", "Old"), email("after", "Old after")),
    );
    mail.answer = () => "hang";
    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    await eventually("the mail to be taken", () => mail.received.length);
    await first.kill();
    // As after three days: the run has failed by its own word, and its execution has ended.
    const { id, temporal_id: temporalId } = await theRun();
    const deps = { renderer, db, findBlock: versionCache(), notifyWork: () => undefined };
    await databaseActivities(deps).finishRun(id, {
      status: "failed",
      blockId: "mail",
      message: "it took too long",
    });
    await temporal.client.workflow.getHandle(temporalId).terminate();
    await publish(inARow(email("mail", "New"), email("after", "After")));
    mail.answer = () => "take";
    await retryRun(context, id, "failedBlock", "current");
    await endLeases(db);
    await workerProcess(settings);
    await completed(db, 1);
    expect(mail.received.map(({ subject }) => subject)).toEqual(["Old", "After"]);
    const kept = await db.query("select subject, state from messages order by subject");
    expect(kept).toEqual([
      { subject: "After", state: "sent" },
      { subject: "Old", state: "unknown" },
    ]);
  }),
);
