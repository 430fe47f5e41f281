import { sealingKeysOf } from "../src/platform/config/sealing-keys.ts";
import { randomBytes } from "node:crypto";
import { commandContext } from "../src/cli/with-database.ts";
import type { Database } from "../src/db/core/database.ts";
import { withRendererPool } from "../src/rendering/pool.ts";
import { putSetup } from "../src/services/channel-setups/put-setup.ts";
import { aRun } from "./broadcast.ts";
import type { SendOrder, Sent } from "./broadcast-sender.ts";
import { startChild } from "./child.ts";
import { makeSegment } from "./segment.ts";
import { makeTexting } from "./workflows.ts";

/** An SMS to every member of a segment, to a gateway that keeps none; each program a process of its own. */
export async function textToSegment(
  { db, url }: { db: Database; url: string },
  members: number,
): Promise<Sent> {
  const secretsKey = randomBytes(32);
  const sink = await startChild("bench/sms-sink.ts");
  const { port } = sink.ready as { port: number };
  const host = `127.0.0.1:${port}`;
  await withRendererPool((renderer) =>
    putSetup(commandContext(db, renderer), sealingKeysOf(secretsKey), "sms", {
      provider: "http",
      settings: { baseUrl: `http://${host}`, path: "/send", from: "Shop" },
      secrets: { apiKey: "bench" },
      perSecond: null,
      concurrency: 50,
    }),
  );
  await makeTexting(db);
  await makeSegment(
    db,
    "Bench phones",
    Array.from({ length: members }, (_, index) => ({
      email: `phone${index + 1}@bench.example`,
      firstName: `Ada ${index + 1}`,
      phone: `+4930${1_000_000 + index}`,
    })),
  );
  const sender = await startChild("bench/broadcast-sender.ts", [url, "smtp://127.0.0.1:1"], {
    SECRETS_KEY: secretsKey.toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: host,
  });
  try {
    const run = await aRun(db, "benchTexting");
    const order: SendOrder = { what: "broadcast", run, now: new Date().toISOString() };
    const sent = (await sender.ask(order)) as Sent;
    const { taken } = (await sink.ask({})) as { taken: number };
    if (sent.mails !== members || taken !== members) {
      throw new Error(`${sent.mails} of ${members} were sent, and ${taken} taken`);
    }
    return sent;
  } finally {
    await sender.stop();
    await sink.stop();
  }
}
