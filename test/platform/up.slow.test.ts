import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { processIdentity } from "../../src/platform/process-identity.ts";
import { besideOthers } from "../support/afterwards.ts";
import { fireSample, kill, parts, pidOf, startCampanile } from "../support/campanile.ts";
import { entriesOf } from "../support/log-entries.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { eventually } from "../support/wait.ts";

const isOk = (status: number): boolean => status >= 200 && status < 300;

describe("npm start", () => {
  test.concurrent(
    "brings everything up once per data folder, leaves nothing behind, and finds its data again",
    besideOthers(async () => {
      const dataDir = await temporaryFolder();
      const first = startCampanile(dataDir);
      await first.isUp();
      const { url, key = "" } = first.facts();
      expect(key).not.toBe("");
      expect(isOk(await fireSample(url, key))).toBe(true);
      const secret = await fetch(`${url}/api/v1/secrets/TOKEN`, {
        method: "PUT",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ value: "kept under the key of the data folder" }),
      });
      expect(secret.status).toBe(200);
      const pids = parts.map((part) => pidOf(dataDir, part));
      expect(pids).not.toContain(undefined);

      const second = startCampanile(dataDir);
      expect(await second.ended()).toBe(1);
      expect(second.output()).toContain(`process ${first.process.pid}, at ${url}`);
      expect(isOk(await fireSample(url, key))).toBe(true);

      first.process.kill("SIGINT");
      expect(await first.ended()).toBe(0);
      expect(pids.map((pid = 0) => processIdentity(pid))).toEqual(pids.map(() => undefined));

      const third = startCampanile(dataDir);
      await third.isUp();
      expect(third.facts().key).toBeUndefined();
      expect(third.output()).toContain("npx campanile keys create");
      expect(isOk(await fireSample(third.facts().url, key))).toBe(true);
      third.process.kill("SIGTERM");
      expect(await third.ended()).toBe(0);
      const logs = readdirSync(join(dataDir, "logs"));
      expect(logs).toEqual(["api.log", "postgres.log", "temporal.log", "worker.log"]);
      for (const log of logs) entriesOf(readFileSync(join(dataDir, "logs", log), "utf8"));
    }),
  );

  test.concurrent(
    "that is killed leaves no process of its own running, and can be started again",
    besideOthers(async () => {
      const dataDir = await temporaryFolder();
      const first = startCampanile(dataDir);
      await first.isUp();
      const { key = "" } = first.facts();
      const [api, worker] = [pidOf(dataDir, "api"), pidOf(dataDir, "worker")];
      first.process.kill("SIGKILL");
      await first.ended();
      for (const pid of [api, worker]) {
        await eventually("a child to leave", () => processIdentity(pid ?? 0) === undefined);
      }
      // The servers know nothing of it; the next start clears them.
      const orphans = [pidOf(dataDir, "postgres"), pidOf(dataDir, "temporal")];
      expect(orphans).not.toContain(undefined);

      const again = startCampanile(dataDir);
      await again.isUp();
      expect(orphans.map((pid = 0) => processIdentity(pid))).toEqual([undefined, undefined]);
      expect(isOk(await fireSample(again.facts().url, key))).toBe(true);
      again.process.kill("SIGINT");
      expect(await again.ended()).toBe(0);
    }),
  );

  test.concurrent(
    "starts again whatever of it dies",
    besideOthers(async () => {
      const dataDir = await temporaryFolder();
      const campanile = startCampanile(dataDir);
      await campanile.isUp();
      const { url, key = "" } = campanile.facts();
      for (const part of parts) {
        const killed = kill(dataDir, part);
        await eventually(
          `another ${part}`,
          () => ![undefined, killed].includes(pidOf(dataDir, part)),
        );
        await eventually("an accepted event", async () => isOk(await fireSample(url, key)));
      }
      campanile.process.kill("SIGINT");
      expect(await campanile.ended()).toBe(0);
    }),
  );

  test.concurrent(
    "names every setting that can't be used, and starts nothing",
    besideOthers(async () => {
      const dataDir = await temporaryFolder();
      const env = { SMTP_URL: "mail", MAIL_FROM: "nobody", LOG_LEVEL: "loud" };
      const campanile = startCampanile(dataDir, env);
      expect(await campanile.ended()).toBe(1);
      for (const name of Object.keys(env)) expect(campanile.output()).toContain(name);
      expect(parts.map((part) => pidOf(dataDir, part))).toEqual(parts.map(() => undefined));
    }),
  );
});
