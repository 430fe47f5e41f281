import { contextOf } from "./context.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestWorkflowEnvironment } from "@temporalio/testing";
import { pino } from "pino";
import { v7 } from "uuid";
import { fanOutActivities } from "../../src/activities/fan-out-activities.ts";
import { openChannels } from "../../src/channels/open.ts";
import { parseCampaign } from "../../src/contract/campaign.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import type { IngestResult } from "../../src/domain/event.ts";
import { searchAttributes } from "../../src/domain/search-attributes.ts";
import type { Database } from "../../src/db/core/database.ts";
import { startDispatcher } from "../../src/dispatch/dispatcher.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { decideClick, recordClick } from "../../src/services/clicks/record.ts";
import { linkSigner } from "../../src/services/clicks/link-signer.ts";
import { noTelemetry } from "../../src/platform/telemetry/telemetry.ts";
import { loadCampaign } from "../../src/services/examples/examples.ts";
import { temporalWorkers } from "../../src/worker/temporal-workers.ts";
import { afterwards } from "./afterwards.ts";
import { testDatabase } from "./database.ts";
import { incoming } from "./events.ts";
import type { TestMailServer } from "./mail-server.ts";
import { testMailServer } from "./mail-server.ts";
import { timeSkippingTemporal } from "./temporal.ts";
import { eventually } from "./wait.ts";
import { renderer } from "./renderer.ts";

export interface Story {
  db: Database;
  mail: TestMailServer;
  /** Takes an event in, of Ada if not said otherwise; what it did to each binding. */
  event(event: Parameters<typeof incoming>[0]): Promise<IngestResult>;
  /** A person clicks a link, by its name, in the newest mail with this subject. */
  click(subject: string, link: string): Promise<void>;
  /** The schedule of a workflow's regular start comes to one of its times. */
  fire(workflow: string, at: string): Promise<void>;
  /** Members of a segment, made as contacts. */
  members(segment: string, ...emails: string[]): Promise<void>;
  /** Lets time pass on the runs' clock, as `2 hours`. */
  pass(span: `${number} ${"minutes" | "hours"}`): Promise<void>;
  /** The subjects of all mails once there are `count`. */
  subjects(count: number): Promise<string[]>;
  /** How the runs of a workflow stand once all of them have ended. */
  ended(workflow: string): Promise<string[]>;
}

/** A campaign of examples/ at work, on a Temporal whose clock skips ahead. */
export async function playing(example: string, env: Record<string, string> = {}): Promise<Story> {
  const { db } = await testDatabase(8);
  const mail = await testMailServer();
  const time = await timeSkippingTemporal();
  await time.connection.operatorService.addSearchAttributes({
    namespace: "default",
    searchAttributes: Object.fromEntries(
      Object.entries(searchAttributes).map(([name, type]) => [name, type === "Int" ? 3 : 2]),
    ),
  });
  const path = join(projectRoot, "examples", example, "campaign.json");
  await loadCampaign(contextOf(db), parseCampaign(readFileSync(path, "utf8")));
  const { ingest, notifyWork } = await atWork(db, mail, time, env);
  return {
    db,
    mail,
    event: async (event) => {
      const [result] = await ingest.ingest([incoming(event)]);
      if (result === undefined) throw new Error("no answer");
      return result;
    },
    click: async (subject, link) => {
      const [message] = await db.query<{ id: string; index: number; url: string }>(
        `select m.id, l.place::int - 1 as index, l.link->>'url' as url
           from messages m, jsonb_array_elements(m.links) with ordinality as l (link, place)
          where m.subject = $1 and l.link->>'name' = $2 order by m.queued_at desc limit 1`,
        [subject, link],
      );
      if (message === undefined) throw new Error(`no link "${link}" in a mail "${subject}"`);
      const { id: messageId, index, url } = message;
      const clickId = v7();
      const visitor = { signs: [], userAgent: "Safari" };
      const click = { messageId, index, url, at: new Date(), clickId, ...visitor };
      const isHeld = await recordClick(contextOf(db), click);
      if (isHeld) await decideClick(contextOf(db), clickId);
      notifyWork();
    },
    fire: async (workflow, at) => {
      const [binding] = await db.query<{ id: string }>(
        `select b.id from bindings b join workflows w on w.id = b.workflow_id
          where w.name = $1 and b.source = 'schedule'`,
        [workflow],
      );
      const { fireSchedule } = fanOutActivities({
        db,
        notifyWork,
      });
      await fireSchedule(binding?.id ?? "", at);
    },
    members: async (segment, ...emails) => {
      for (const email of emails) {
        await ingest.ingest([incoming({ typeKey: "seen", email, keyValue: email })]);
        await db.query(
          `insert into segment_members (segment_id, contact_id)
           select s.id, c.id from segments s, contacts c where s.name = $1 and c.email = $2`,
          [segment, email],
        );
      }
    },
    pass: async (span) => {
      await quiet(db);
      await time.sleep(span);
      await quiet(db);
    },
    subjects: (count) =>
      eventually(`${count} mails`, () => {
        const all = mail.received.map(({ subject }) => subject);
        return all.length >= count && all;
      }),
    ended: (workflow) =>
      eventually(`the runs of ${workflow} to end`, async () => {
        const rows = await db.query<{ status: string }>(
          `select r.status from runs r join workflows w on w.id = r.workflow_id
            where w.name = $1 order by r.id`,
          [workflow],
        );
        const statuses = rows.map(({ status }) => status);
        return !statuses.some((status) => ["pending", "running"].includes(status)) && statuses;
      }),
  };
}

async function atWork(
  db: Database,
  mail: TestMailServer,
  time: TestWorkflowEnvironment,
  env: Record<string, string>,
) {
  const read = readConfig({ SMTP_URL: mail.url, ...env });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const log = pino({ level: "silent" });
  const dispatcher = startDispatcher({
    db,
    log,
    client: time.client,
    sweepMs: 50,
    mayStartHere: () => false,
    taskQueue: read.config.temporal.taskQueue,
  });
  const notifyWork = (): void => dispatcher.wake();
  const channels = await openChannels({
    db,
    renderer,
    links: linkSigner(Buffer.alloc(32), "http://localhost"),
    config: read.config,
  });
  const { fixed, senderOf } = await temporalWorkers(time.nativeConnection, {
    db,
    renderer,
    channels,
    config: read.config,
    notifyWork,
    telemetry: noTelemetry,
  });
  const senders = channels.all.map(({ description, limits }) => senderOf(description.name, limits));
  const workers = [...fixed, ...(await Promise.all(senders))];
  const running = workers.map((worker) => worker.run());
  const ingest = createIngest(db);
  afterwards(async () => {
    await ingest.close();
    await dispatcher.stop();
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  });
  return { ingest, notifyWork };
}

/** Until everything that was to be told to Temporal has been told, and no mail is on its way. */
async function quiet(db: Database): Promise<void> {
  await eventually("nothing to be in progress", async () => {
    const [busy] = await db.query<{ n: number }>(
      `select (select count(*) from runs where status = 'pending')
            + (select count(*) from run_signals where state = 'pending')
            + (select count(*) from messages where state in ('queued', 'sending'))
            + (select count(*) from runs r where status = 'running' and not exists (
                 select from run_steps s where s.run_id = r.id and s.ended_at is null)) as n`,
    );
    return busy?.n === 0;
  });
}
