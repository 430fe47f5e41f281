import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import { freePort } from "../../src/platform/ports.ts";
import { loadLinkSigner } from "../../src/services/clicks/link-signer.ts";
import { sample } from "../channels/mail-reports/sample.ts";
import { afterwards } from "../support/afterwards.ts";
import { apiProcess } from "../support/api-process.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { stack } from "../support/mail-stack.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { eventually } from "../support/wait.ts";

const insertion = "insert into channel_reports";

test("an API that is killed over a bounce, before its commit or behind it, has taken nothing: told again, it counts once", async () => {
  const { db, databaseUrl, ingest, ended } = await stack();
  await makeWorkflow(db, { definition: inARow(email("mail", "Look")) });
  await ingest.ingest([incoming()]);
  await ended();
  const [message] = await db.query<{ id: string }>("select id from messages");
  if (message === undefined) throw new Error("no message");
  const links = await loadLinkSigner(db, "https://campanile.example", undefined);
  const token = links.returnToken(message.id);
  const bounce = sample("postfix-user-unknown", { id: message.id, token, unsubscribe: "" });

  const line = new URL(databaseUrl);
  const proxy = await tcpProxy({ host: line.hostname, port: Number(line.port) });
  line.hostname = "127.0.0.1";
  line.port = String(proxy.port);
  const api = async () => {
    const port = await freePort(0);
    const env = { DATABASE_URL: line.href, BOUNCE_PORT: String(port) };
    const { child, exited } = await apiProcess(env);
    const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
    afterwards(() => transport.close());
    const send = () =>
      transport.sendMail({
        envelope: { from: "", to: [`bounces+${token}@bounces.shop.example`] },
        raw: bounce,
      });
    const kill = async (): Promise<void> => {
      child.kill("SIGKILL");
      await exited;
    };
    return { send, kill };
  };
  const kept = async (): Promise<number> =>
    (await db.query("select from channel_reports where applied_at is not null")).length;

  // The insertion never comes to Postgres.
  const before = await api();
  let isReached = false;
  proxy.watch = (chunk) => {
    if (!chunk.includes(insertion)) return "pass";
    isReached = true;
    proxy.hold();
    return "drop";
  };
  const first = before.send().catch((error: unknown) => error);
  await eventually("the insertion", () => isReached);
  await before.kill();
  expect(await first).toBeInstanceOf(Error);
  expect(await kept()).toBe(0);

  // The commit comes to Postgres, and its answer to nobody.
  proxy.watch = () => "pass";
  proxy.goOn();
  const behind = await api();
  let isInserted = false;
  proxy.watch = (chunk) => {
    isInserted ||= chunk.includes(insertion);
    if (!isInserted || !/commit/i.test(chunk.toString("latin1"))) return "pass";
    proxy.hold();
    return "cut";
  };
  const second = behind.send().catch((error: unknown) => error);
  await eventually("the commit", async () => (await kept()) === 1);
  await behind.kill();
  expect(await second).toBeInstanceOf(Error);

  proxy.watch = () => "pass";
  proxy.goOn();
  const after = await api();
  expect((await after.send()).response).toMatch(/^250 /);
  expect(await kept()).toBe(1);
  const events = await db.query(
    "select from events e join event_types t on t.id = e.type_id where t.key = 'bounced'",
  );
  expect(events).toHaveLength(1);
});
