import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { compiled } from "../../src/platform/project-root.ts";
import { afterwards } from "../support/afterwards.ts";
import { testDatabase } from "../support/database.ts";
import { schemas } from "../support/schemas.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const nowhere = "postgres://nobody@127.0.0.1:1/none";

/** A port that another program has. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

describe("a port that is taken is told in one sentence, with the setting and exit code 1", () => {
  test.each(["PORT", "INBOX_PORT"])("%s", async (setting) => {
    const port = await takenPort();
    const env = { PORT: "0", [setting]: String(port), DATABASE_URL: nowhere };
    await expect(
      run(process.execPath, [compiled("src/api/main.ts")], { env }),
    ).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: `port ${port} of 127.0.0.1 is taken by another program: end it, or set ${setting} to a free port\n`,
    });
  });
});

test("an address that this machine doesn't have is told as such", async () => {
  const env = { PORT: "0", HOST: "192.0.2.1", DATABASE_URL: nowhere };
  await expect(run(process.execPath, [compiled("src/api/main.ts")], { env })).rejects.toMatchObject(
    {
      code: 1,
      stderr: "this machine has no address 192.0.2.1: set HOST to one that it has\n",
    },
  );
});

test("where standard error goes into the log, a refusal is one of its entries", async () => {
  const child = spawn(
    "sh",
    ["-c", `exec "$0" "$1" 2>&1`, process.execPath, compiled("src/worker.ts")],
    {
      env: { PATH: process.env["PATH"] ?? "", DATABASE_URL: "mysql://x", PORT: "eighty" },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const lines = (await text(child.stdout)).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 60, msg: expect.stringMatching(/^PORT must be/) as string },
    { level: 60, msg: expect.stringMatching(/^DATABASE_URL must be/) as string },
  ]);
});

test("a worker says that Temporal doesn't speak TLS, or not the one that it was told", async () => {
  const { url } = await testDatabase();
  const address = inject("temporalAddress");
  const env = { DATABASE_URL: url, TEMPORAL_ADDRESS: address, TEMPORAL_TLS: "true" };
  await expect(run(process.execPath, [compiled("src/worker.ts")], { env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      new RegExp(`^no secure connection to Temporal at ${address} .*: see TEMPORAL_TLS.*\n$`),
    ) as string,
  });
});

describe("the command line", () => {
  const cli = (env: Record<string, string>, ...args: string[]) =>
    run(process.execPath, [compiled("src/cli/main.ts"), ...args], { env });

  test("says what is wrong with the database in one sentence, whatever the command", async () => {
    const { url } = await testDatabase();
    const wrong = url.replace(/:[^:@/]+@/, ":wrong@");
    const DATA_DIR = await temporaryFolder();
    for (const args of [["migrate"], ["api-key", "list"], ["person", "list"]]) {
      await expect(cli({ DATABASE_URL: wrong, DATA_DIR }, ...args)).rejects.toMatchObject({
        code: 4,
        stdout: "",
        stderr: expect.stringMatching(
          /^Postgres refuses the sign-in .*DATABASE_URL.*\n$/,
        ) as string,
      });
    }
    await expect(cli({ DATABASE_URL: nowhere, DATA_DIR }, "migrate")).rejects.toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/^Postgres can't be reached .*\n$/) as string,
    });
  });

  test("says on a database without a schema what to run, and makes nothing there", async () => {
    const { url, db } = await testDatabase();
    await schemas.none(db);
    const DATA_DIR = await temporaryFolder();
    for (const args of [["api-key", "list"], ["doctor"]]) {
      const { stdout, stderr } = await cli({ DATABASE_URL: url, DATA_DIR }, ...args).catch(
        (error: unknown) => error as { stdout: string; stderr: string },
      );
      expect(stdout + stderr).toMatch(/has no schema yet.*campanile migrate/);
    }
    expect(
      await db.query("select relname from pg_class where relnamespace = 'public'::regnamespace"),
    ).toEqual([]);
  });
});

describe.each(["src/api/main.ts", "src/worker.ts"])("%s", (program) => {
  test("names a certificate that can't be read, or is none", async () => {
    const { url } = await testDatabase();
    const folder = await temporaryFolder();
    const none = join(folder, "none.pem");
    const words = join(folder, "words.pem");
    await writeFile(words, "hello");
    const cases = [
      [none, "can't be read \\(ENOENT\\)"],
      [words, "holds nothing in PEM"],
    ] as const;
    for (const [file, why] of cases) {
      const env = {
        DATABASE_URL: url,
        PORT: "0",
        TEMPORAL_ADDRESS: "127.0.0.1:1",
        TEMPORAL_TLS_CA: file,
      };
      await expect(run(process.execPath, [compiled(program)], { env })).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(new RegExp(`^TEMPORAL_TLS_CA names .*${why}\n$`)) as string,
      });
    }
  });
});
