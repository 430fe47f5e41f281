import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { freePort } from "../../src/platform/ports.ts";
import { compiled, projectRoot } from "../../src/platform/project-root.ts";
import { apiProcess, type ApiProcess } from "../support/api-process.ts";
import { balancer } from "../support/balancer.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { testMailServer } from "../support/mail-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { shopLoad } from "../support/shop-load.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const run = promisify(execFile);
const shops = 3;
/** Of a shop's events, one in so many is of a new contact and starts a run. */
const oneIn = 10;

/** Two mails with a minute between them: runs wait while releases change. */
const campaign = {
  title: "Upgrade",
  eventTypes: [{ key: "order", name: "Order", category: "other" }],
  workflows: [
    {
      name: "Upgrade",
      activate: true,
      bindings: [{ role: "start", eventTypeKey: "order", frequency: { kind: "once" } }],
      definition: inARow(
        email("first", "First"),
        { id: "wait", kind: "delay", config: { amount: 1, unit: "minutes" } },
        email("second", "Second"),
      ),
    },
  ],
};

/** Its folder, built: `npm run test:previous` makes it. */
const previous = process.env["CAMPANILE_PREVIOUS"];

test.skipIf(previous === undefined)(
  "a fleet of the previous release becomes one of today's and goes back under load: no request fails, and each contact gets one run and both mails",
  async () => {
    if (previous === undefined) throw new Error("CAMPANILE_PREVIOUS is not set");
    const { url: databaseUrl, db } = await testDatabase(10);
    await db.query("drop schema public cascade; create schema public");
    const mail = await testMailServer();
    await testTemporal();
    const taskQueue = unique("upgrade");
    const shared = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: inject("temporalAddress"),
      TEMPORAL_TASK_QUEUE: taskQueue,
      SMTP_URL: mail.url,
      DATA_DIR: await temporaryFolder(),
      LOG_LEVEL: "warn",
    };
    const cli = async (root: string, ...args: string[]) => {
      const env = { PATH: process.env["PATH"] ?? "", ...shared };
      return (await run(process.execPath, [compiled("src/cli/main.ts", root), ...args], { env }))
        .stdout;
    };
    await cli(previous, "migrate");
    const file = join(await temporaryFolder(), "campaign.json");
    await writeFile(file, JSON.stringify(campaign));
    await cli(previous, "load", file);
    const [key = ""] =
      /cmp_\w+/.exec(await cli(previous, "api-key", "create", "shop", "--scopes", "send")) ?? [];

    const startApi = (root: string, port: number): Promise<ApiProcess> =>
      apiProcess({ ...shared, PORT: String(port), SHUTDOWN_DELAY: "2" }, { root });
    const startWorker = (root: string) =>
      workerProcess({ databaseUrl, taskQueue, smtpUrl: mail.url }, { root });
    let apis = [
      await startApi(previous, await freePort(0)),
      await startApi(previous, await freePort(0)),
    ];
    let workers = [await startWorker(previous), await startWorker(previous)];
    const front = await balancer(apis.map(({ port }) => port));
    const bothReady = () => eventually("both APIs", () => front.ready().length === 2);
    await bothReady();

    const load = shopLoad(front.url, key, { shops, oneIn });
    const waiting = async () =>
      (await db.query("select 1 from run_steps where block_id = 'wait' and ended_at is null"))
        .length;

    await cli(projectRoot, "migrate");
    for (const root of [projectRoot, previous]) {
      // So that some go on in another release than they came to their wait in.
      await eventually("runs that wait", async () => (await waiting()) > 20);
      const [oldApis, oldWorkers] = [apis, workers];
      [apis, workers] = [[], []];
      for (const api of oldApis) {
        api.child.kill("SIGTERM");
        expect(await api.exited).toEqual([0, null]);
        apis.push(await startApi(root, api.port));
        await bothReady();
      }
      for (const worker of oldWorkers) {
        expect(await worker.stop()).toBe(0);
        workers.push(await startWorker(root));
      }
    }
    await load.end();
    const { contacts, failures } = load;
    const sent = load.sent();

    expect({ failures, sent: sent > 500 }).toEqual({ failures: [], sent: true });
    await eventually(
      "the end of every run",
      async () =>
        (await db.query("select 1 from runs where status = 'completed'")).length === contacts.size,
    );
    expect(await db.query("select count(*)::int as n from events")).toEqual([{ n: sent }]);
    expect(await db.query("select count(*)::int as n from runs")).toEqual([{ n: contacts.size }]);
    const both = [...contacts].flatMap((address) => [`First ${address}`, `Second ${address}`]);
    expect(mail.received.map(({ subject, to }) => `${subject} ${to}`).toSorted()).toEqual(
      both.toSorted(),
    );
    console.log(`${sent} events, ${contacts.size} runs; requests failed 0, runs lost 0`);
  },
);
