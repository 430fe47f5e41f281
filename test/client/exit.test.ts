import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { testApi } from "../api/workflows/api.ts";
import { keysArrived } from "./sent-events.ts";

const built = pathToFileURL(join(projectRoot, "packages/client/dist/index.js")).href;

/** A program that uses the client as it is published; resolves with how it ended. */
async function program(code: string, onReady?: (kill: (signal: NodeJS.Signals) => void) => void) {
  const file = join(await temporaryFolder(), "program.mjs");
  await writeFile(file, `import { Campanile } from ${JSON.stringify(built)};\n${code}`);
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.on("data", () => onReady?.((signal) => void child.kill(signal)));
  const [exitCode, signal] = (await once(child, "exit")) as [number | null, string | null];
  return { exitCode, signal };
}

const waitLong = "intervalMs: 600000";

test("a program that ends by itself has sent its events, without waiting for the interval", async () => {
  const { url, key, db } = await testApi();
  const ended = await program(`
    const client = new Campanile({ url: "${url}", key: "${key}", ${waitLong}, flushAtExit: true });
    client.event({ eventTypeKey: "viewed", keyValue: "k1" });`);
  expect(ended).toEqual({ exitCode: 0, signal: null });
  expect(await keysArrived(db)).toEqual(["k1"]);
});

test("a program that SIGTERM ends has sent its events, and ends by the signal", async () => {
  const { url, key, db } = await testApi();
  const ended = await program(
    `const client = new Campanile({ url: "${url}", key: "${key}", ${waitLong}, flushAtExit: true });
     client.event({ eventTypeKey: "viewed", keyValue: "k1" });
     setInterval(() => {}, 1000);
     console.log("ready");`,
    (kill) => kill("SIGTERM"),
  );
  expect(ended).toEqual({ exitCode: null, signal: "SIGTERM" });
  expect(await keysArrived(db)).toEqual(["k1"]);
});

test("without flushAtExit what waits keeps the program up until it is sent", async () => {
  const { url, key, db } = await testApi();
  const ended = await program(`
    const client = new Campanile({ url: "${url}", key: "${key}", intervalMs: 50 });
    client.event({ eventTypeKey: "viewed", keyValue: "k1" });`);
  expect(ended).toEqual({ exitCode: 0, signal: null });
  expect(await keysArrived(db)).toEqual(["k1"]);
});

test("an API that is away holds a program's end up no longer than exitTimeoutMs", async () => {
  const began = performance.now();
  const ended = await program(`
    const client = new Campanile({
      url: "http://127.0.0.1:1", key: "k", flushAtExit: true, exitTimeoutMs: 200,
      onError: ({ outcome }) => { process.exitCode = outcome.reason === "closed" ? 3 : 4; },
    });
    client.event({ eventTypeKey: "viewed", keyValue: "k1" });`);
  expect(ended).toEqual({ exitCode: 3, signal: null });
  expect(performance.now() - began).toBeLessThan(5_000);
});
