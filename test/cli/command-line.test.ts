import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { campanileProgram, leavesOf } from "../../src/cli/program.ts";
import { compiled } from "../../src/platform/project-root.ts";
import { ownVersion } from "../../src/platform/version.ts";
import { campanile, campanileHere } from "../support/campanile-cli.ts";
import { testDatabase } from "../support/database.ts";

const nowhere = { DATABASE_URL: "postgres://me:swordfish@127.0.0.1:1/none" };
const program = campanileProgram("1.2.3");

test("help names every command under a heading, the environment and each exit code", async () => {
  const { code, stdout, stderr } = await campanileHere({}, ["--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const command of program.commands) expect(stdout).toContain(`\n  ${command.name()}`);
  for (const number of Object.values(exitCodes)) expect(stdout).toMatch(`\n  ${number} `);
  expect(stdout).toContain("CAMPANILE_CONFIG");
  expect(stdout).not.toContain("\nCommands:");
});

test("the version says of which release, build and commit it is, and --json says it to programs", async () => {
  const told = await campanileHere({}, ["--version"]);
  expect(told.stdout).toMatch(
    new RegExp(`^campanile ${ownVersion} \\(build campanile-\\d+, .*Node.js v`),
  );
  const { stdout } = await campanileHere({}, ["--version", "--json"]);
  expect(JSON.parse(stdout)).toEqual({
    version: ownVersion,
    build: expect.stringMatching(/^campanile-\d+$/) as string,
    commit: expect.anything() as unknown,
    node: process.version,
  });
});

test("each command takes --json, --config and --no-color", () => {
  const leaves = leavesOf(program);
  expect(leaves.length).toBeGreaterThan(25);
  for (const leaf of leaves) {
    const flags = leaf.options.map(({ long }) => long);
    expect(flags, leaf.name()).toEqual(
      expect.arrayContaining(["--json", "--config", "--no-color"]),
    );
  }
});

test.each([
  [["kyes", "list"], "usage", exitCodes.usage, /unknown command 'kyes'.*keys/s],
  [["keys"], "usage", exitCodes.usage, /a command is missing/],
  [["keys", "list", "--colour"], "usage", exitCodes.usage, /unknown option '--colour'/],
  [["people", "role", "a@example.com", "boss"], "usage", exitCodes.usage, /owner, editor, viewer/],
  [["load", "/no/such/file.json"], "usage", exitCodes.usage, /can't be read \(ENOENT\)/],
  [["keys", "list"], "unavailable", exitCodes.unavailable, /Postgres can't be reached/],
  [["reconcile"], "unavailable", exitCodes.unavailable, /Postgres can't be reached/],
])("%j fails as %s, as JSON on standard error alone", async (args, code, exitCode, message) => {
  const ended = await campanileHere(nowhere, [...args, "--json"]);
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: exitCode, stdout: "" });
  expect(JSON.parse(ended.stderr)).toEqual({
    error: {
      code,
      message: expect.stringMatching(message) as string,
      faults: expect.any(Array) as [],
    },
  });
  expect(ended.stderr).not.toContain("swordfish");
});

test("a process has what was asked for on standard output, and faults on standard error", async () => {
  const { url: DATABASE_URL } = await testDatabase();
  const [good, bad] = await Promise.all([
    campanile({ DATABASE_URL }, ["keys", "list", "--json"]),
    campanile({ DATABASE_URL }, ["keys", "revoke", "7", "--json"]),
  ]);
  expect(good).toEqual({ code: 0, stdout: '{"items":[]}\n', stderr: "" });
  expect(bad).toMatchObject({ code: exitCodes.usage, stdout: "" });
  expect(JSON.parse(bad.stderr)).toMatchObject({ error: { code: "invalid" } });
});

test("settings that can't be used end every command with 3 and all of their faults", async () => {
  const env = { DATABASE_URL: "mysql://x", PORT: "eighty" };
  const { code, stderr } = await campanileHere(env, ["people", "list", "--json"]);
  expect(code).toBe(exitCodes.settings);
  expect(JSON.parse(stderr)).toMatchObject({
    error: {
      code: "settings",
      faults: [
        { path: "PORT", where: "in the environment" },
        { path: "DATABASE_URL", where: "in the environment" },
      ],
    },
  });
  const told = await campanileHere(env, ["people", "list"]);
  expect(told).toMatchObject({ code: exitCodes.settings, stdout: "" });
  expect(told.stderr).toMatch(/^PORT must be .* \(in the environment\)\nDATABASE_URL must be /);
});

test("keys are made, listed, rolled and revoked, under their old name too", async () => {
  const { url: DATABASE_URL } = await testDatabase();
  const ask = async (...args: string[]) => {
    const { code, stdout, stderr } = await campanileHere({ DATABASE_URL }, [...args, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout) as { id: string; key: string; items: { id: string; name: string }[] };
  };
  const made = await ask("keys", "create", "Shop", "--scopes", "send,read");
  expect(made).toMatchObject({ name: "Shop", scopes: ["send", "read"] });
  const rolled = await ask("keys", "roll", made.id);
  expect(rolled.key).not.toBe(made.key);
  const { items } = await ask("api-key", "list");
  expect(items.map(({ id }) => id)).toEqual([rolled.id, made.id]);
  expect(JSON.stringify(items)).not.toContain(made.key);
  expect(await ask("keys", "revoke", made.id)).toEqual({ id: made.id, revoked: true });
});

test("a channel is paused until an instant, listed so, and resumed, by the command line", async () => {
  const { url: DATABASE_URL } = await testDatabase();
  const here = (...args: string[]) => campanileHere({ DATABASE_URL }, ["channels", ...args]);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const given = ["--reason", "a wrong sender", "--until", until, "--transactional", "send"];
  const paused = await here("pause", "sms", ...given);
  const words =
    /^sms {2}paused since .* until .*, but for transactional messages: a wrong sender\n$/;
  expect(paused).toMatchObject({ code: 0, stdout: expect.stringMatching(words) as string });
  const { stdout: listed } = await here("--json");
  const { channels } = JSON.parse(listed) as { channels: { channel: string }[] };
  expect(channels.find(({ channel }) => channel === "sms")).toMatchObject({
    provider: null,
    pause: { reason: "a wrong sender", transactional: "send", until, by: { kind: "system" } },
    waiting: { messages: 0, broadcasts: 0 },
  });
  expect(await here("resume", "sms")).toMatchObject({ code: 0, stdout: "sms  not paused\n" });
  const wrong = await here("pause", "fax", "--reason", "x");
  expect(wrong).toMatchObject({
    code: exitCodes.usage,
    stderr: expect.stringContaining("channel: must be one of email, sms") as string,
  });
});

test("people are added, changed, let in again and removed by their addresses", async () => {
  const { url: DATABASE_URL } = await testDatabase();
  const ask = (...args: string[]) => campanileHere({ DATABASE_URL }, [...args, "--json"]);
  const added = await ask("people", "add", "Ada", "ada@example.com", "--role", "viewer");
  expect(JSON.parse(added.stdout)).toMatchObject({
    person: { role: "viewer" },
    invitation: { url: expect.stringContaining("/invitation#") as string },
  });
  const json = async (...args: string[]) => JSON.parse((await ask(...args)).stdout) as unknown;
  expect(await json("people", "role", "Ada@example.com", "editor")).toMatchObject({
    role: "editor",
  });
  expect(await json("people", "disable", "ada@example.com")).toMatchObject({ state: "disabled" });
  expect(await ask("people", "link", "ada@example.com")).toMatchObject({
    code: exitCodes.failed,
    stderr: expect.stringContaining("disabled") as string,
  });
  expect(await json("people", "enable", "ada@example.com")).toMatchObject({ state: "invited" });
  const { stdout } = await campanileHere({ DATABASE_URL }, [
    "person",
    "reset-link",
    "ada@example.com",
  ]);
  expect(stdout).toMatch(/^http:\/\/localhost:3000\/invitation#\S+\n$/);
  await ask("people", "remove", "ada@example.com");
  expect(await json("people", "list")).toEqual({ items: [] });
});

test("into a pipe that is closed early it ends without a word", async () => {
  const { url } = await testDatabase();
  const cli = `${JSON.stringify(process.execPath)} ${JSON.stringify(compiled("src/cli/main.ts"))}`;
  const { stdout, stderr } = await promisify(execFile)(
    "sh",
    ["-c", `(${cli} config show; echo "code $?" >&2) | head -n 1`],
    { env: { PATH: process.env["PATH"], DATABASE_URL: url, CAMPANILE_CONFIG: "none" } },
  );
  expect(stdout).toBe("PORT=3000  (default)\n");
  expect(stderr).toBe("code 0\n");
});

test("colours are for terminals, and for nobody who has said NO_COLOR or --no-color", async () => {
  const wrong = { PORT: "eighty" };
  const escape = String.fromCodePoint(27);
  const forced = await campanile({ ...wrong, FORCE_COLOR: "1" }, ["doctor"]);
  expect(forced.stdout).toContain(`${escape}[31mFAILED`);
  const plain = await campanile(wrong, ["doctor"]);
  expect(plain.stdout).toMatch(/^FAILED {2}Settings/);
  expect(await campanile({ ...wrong, FORCE_COLOR: "1" }, ["doctor", "--no-color"])).toEqual(plain);
});
