import { randomUUID } from "node:crypto";
import type { Database } from "../src/db/core/database.ts";
import type { RunRecord } from "../src/db/runs/run-rows.ts";
import { lockRun } from "../src/db/runs/run-rows.ts";
import { required } from "../src/domain/required.ts";
import { createIngest } from "../src/ingest/create.ts";
import type { SendOrder, Sent } from "./broadcast-sender.ts";
import { startChild } from "./child.ts";
import { makeSegment } from "./segment.ts";
import { makeBroadcasting } from "./workflows.ts";

export interface Broadcasts {
  /** A message to every member of the bench's segment. */
  toSegment(): Promise<Sent>;
  /** As many mails by nodemailer, over as many connections, with one text of the same size. */
  constant(): Promise<Sent>;
  stop(): Promise<void>;
}

/** A segment on a migrated database of its own, a sender and a mail server, in a process each. */
export async function broadcasts(
  { db, url }: { db: Database; url: string },
  members: number,
): Promise<Broadcasts> {
  await makeBroadcasting(db);
  await makeSegment(
    db,
    "Bench all",
    Array.from({ length: members }, (_, index) => ({
      email: `member${index + 1}@bench.example`,
      firstName: `Ada ${index + 1}`,
    })),
  );
  const sink = await startChild("bench/smtp-sink.ts");
  const { port } = sink.ready as { port: number };
  const sender = await startChild("bench/broadcast-sender.ts", [url, `smtp://127.0.0.1:${port}`]);
  const send = (order: SendOrder): Promise<Sent> => sender.ask(order) as Promise<Sent>;
  let sizes: { html: string; text: string } | undefined;
  const toSegment = async (): Promise<Sent> => {
    const run = await aRun(db);
    const sent = await send({ what: "broadcast", run, now: new Date().toISOString() });
    if (sent.mails !== members) throw new Error(`${sent.mails} of ${members} mails were sent`);
    sizes ??= await oneMail(db);
    return sent;
  };
  return {
    toSegment,
    constant: async () => {
      if (sizes === undefined) await toSegment();
      const { html, text } = sizes ?? (await oneMail(db));
      return send({ what: "constant", count: members, html, text });
    },
    stop: async () => {
      await sender.stop();
      await sink.stop();
    },
  };
}

/** What a run is to a broadcast: nobody dispatches it on this database. */
export async function aRun(db: Database, typeKey = "benchBroadcast"): Promise<RunRecord> {
  const ingest = createIngest(db);
  try {
    const email = "bench@bench.example";
    const [receipt] = await ingest.ingest([
      {
        typeKey,
        keyValue: randomUUID(),
        params: {},
        identities: [{ kind: "email", value: email }],
        messageId: randomUUID(),
        source: "api",
      },
    ]);
    if (receipt === undefined) throw new Error("the event was not taken");
    const [row] = await db.query<{ id: string }>("select id from runs order by id desc limit 1");
    return required(await lockRun(db, required(row, "a run").id), "the run");
  } finally {
    await ingest.close();
  }
}

async function oneMail(db: Database): Promise<{ html: string; text: string }> {
  const [row] = await db.query<{ html: string; text: string }>(
    "select content ->> 'html' as html, content ->> 'text' as text from messages limit 1",
  );
  if (row === undefined) throw new Error("no mail was kept");
  return row;
}
