import type { TestWorkflowEnvironment } from "@temporalio/testing";
import { openChannels } from "../../src/channels/open.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import type { IncomingEvent } from "../../src/domain/event.ts";
import type { Database } from "../../src/db/core/database.ts";
import type { Plan, RunEnd } from "../../src/domain/plan.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { linkSigner } from "../../src/services/clicks/link-signer.ts";
import { noTelemetry } from "../../src/platform/telemetry/telemetry.ts";
import { temporalWorkers } from "../../src/worker/temporal-workers.ts";
import { afterwards } from "./afterwards.ts";
import { makeWorkflow, startOnOrder } from "./campaign.ts";
import { testDatabase } from "./database.ts";
import { incoming } from "./events.ts";
import type { TestMailServer } from "./mail-server.ts";
import { testMailServer } from "./mail-server.ts";
import { timeSkippingTemporal, unique } from "./temporal.ts";
import { renderer } from "./renderer.ts";

/** Workers on a Temporal whose clock skips ahead while a run's end is awaited; ended afterwards. */
export interface SkippedTime {
  db: Database;
  mail: TestMailServer;
  time: TestWorkflowEnvironment;
  /** Makes a workflow, starts a run of it, and waits for its end. */
  run(definition: object, given?: Given): Promise<EndedRun>;
}

interface Given {
  event?: Partial<IncomingEvent>;
  /** The contact's. */
  timeZone?: string;
}

export interface EndedRun {
  id: string;
  temporalId: string;
  /** Of the execution that it began with: a long run goes on in others. */
  firstExecutionId: string;
  result: RunEnd;
}

export async function skippedTime(): Promise<SkippedTime> {
  const { db } = await testDatabase();
  const mail = await testMailServer();
  const time = await timeSkippingTemporal();
  const config = readConfig({ SMTP_URL: mail.url });
  if (!config.ok) throw new Error("config");
  const channels = await openChannels({
    db,
    renderer,
    links: linkSigner(Buffer.alloc(32), "http://localhost"),
    config: config.config,
  });
  const { fixed, senderOf } = await temporalWorkers(time.nativeConnection, {
    db,
    renderer,
    channels,
    config: config.config,
    notifyWork: () => undefined,
    telemetry: noTelemetry,
  });
  const senders = channels.all.map(({ description, limits }) => senderOf(description.name, limits));
  const workers = [...fixed, ...(await Promise.all(senders))];
  const ended = workers.map((worker) => worker.run());
  afterwards(async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(ended);
  });

  const run = async (definition: object, given: Given = {}): Promise<EndedRun> => {
    const typeKey = unique("go");
    await makeWorkflow(db, { definition, bindings: [{ ...startOnOrder, eventTypeKey: typeKey }] });
    const ingest = createIngest(db);
    const [accepted] = await ingest.ingest([incoming({ ...given.event, typeKey })]);
    await ingest.close();
    if (accepted?.outcome !== "accepted") throw new Error("not accepted");
    const [row] = await db.query<{ id: string; temporalId: string; plan: Plan }>(
      `select r.id, r.temporal_id as "temporalId", v.plan
         from runs r join workflow_versions v on v.id = r.version_id where r.event_id = $1`,
      [accepted.eventId],
    );
    if (row === undefined) throw new Error("no run");
    const { id, temporalId, plan } = row;
    await db.query("update contacts set time_zone = $1", [given.timeZone ?? null]);
    const handle = await time.client.workflow.start("run", {
      workflowId: temporalId,
      taskQueue: config.config.temporal.taskQueue,
      args: [{ runId: id, plan }],
    });
    const result = (await handle.result()) as RunEnd;
    return { id, temporalId, firstExecutionId: handle.firstExecutionRunId, result };
  };
  return { db, mail, time, run };
}
