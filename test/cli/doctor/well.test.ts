import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { doctor } from "../../../src/cli/doctor.ts";
import { subjects } from "../../../src/cli/doctor/subjects.ts";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { campanile, campanileHere } from "../../support/campanile-cli.ts";
import { testDatabase } from "../../support/database.ts";
import { schemas } from "../../support/schemas.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { away, everything, examined } from "./setup.ts";

test("all is well: each thing has its line, and the command ends with 0", async () => {
  const { env } = await everything();
  const { stdout, stderr, code } = await campanileHere(env, ["doctor", "--json"]);
  const { ok, findings } = JSON.parse(stdout) as Awaited<ReturnType<typeof examined>>;
  expect({ ok, code, stderr }).toEqual({ ok: true, code: 0, stderr: "" });
  const lines = findings
    .filter(({ what, says }) => what !== "Settings" || says === "can be used")
    .map(({ state, what }) => `${state} ${what}`);
  expect(lines).toEqual([
    "ok Settings",
    "look Links in mails",
    "ok API port",
    "ok Postgres",
    "ok Notifications",
    "ok Schema",
    "ok Clock",
    "ok Worker",
    "ok Releases",
    "ok Restored data",
    "ok Partitions",
    "ok Forgetting",
    "ok Retention",
    "ok Secrets",
    "ok API keys",
    "ok Paused channels",
    "ok Temporal",
    "ok Namespace",
    "ok Namespace's retention",
    "ok Search attributes",
    "ok Task queues",
    "ok Worker versions",
    "ok Mail (SMTP)",
  ]);
});

test("each thing that is away fails with what to do, the rest is checked all the same, and no secret is told", async () => {
  const lines: string[] = [];
  const nothing = {
    CAMPANILE_CONFIG: "none",
    DATABASE_URL: `postgres://me:swordfish@127.0.0.1:1/none`,
    TEMPORAL_ADDRESS: "127.0.0.1:1",
    SMTP_URL: `smtp://me:swordfish@127.0.0.1:1`,
    PORT: "0",
  };
  expect(await doctor(nothing, (line) => void lines.push(line))).toBe(false);
  const failed = lines.filter((line) => line.startsWith("FAILED"));
  expect(failed).toEqual([
    expect.stringMatching(/^FAILED {2}Postgres {11}.*DATABASE_URL/),
    expect.stringMatching(/^FAILED {2}Temporal {11}.*TEMPORAL_ADDRESS/),
    expect.stringMatching(/^FAILED {2}Mail \(SMTP\) {8}.*SMTP_URL/),
  ]);
  expect(lines[lines.indexOf(failed[0] ?? "") + 1]).toBe(
    `${" ".repeat(27)}see docs/guides/operate.md#your-own-postgres-and-temporal`,
  );
  expect(lines.join()).not.toContain("swordfish");
});

test("the command ends with 1 when something fails", async () => {
  const { code, stdout } = await campanile({ PORT: "eighty", SMTP_URL: "mail" }, ["doctor"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^FAILED {2}Settings {11}PORT must .*\n +see .*\nFAILED {2}Settings {11}SMTP_URL must/,
  );
});

test("without addresses it finds what runs on the data folder, or says what to set", async () => {
  const { findings } = await examined({ DATA_DIR: inject("runFolder"), PORT: "0" });
  expect(findings.filter(({ state }) => state === "ok").map(({ what }) => what)).toEqual(
    expect.arrayContaining(["Postgres", "Temporal", "Namespace", "Mail (SMTP)"]),
  );
  const { failed } = await examined({ DATA_DIR: await temporaryFolder(), PORT: "0" });
  expect(failed).toMatchObject([
    {
      what: "Postgres",
      says: expect.stringContaining("set DATABASE_URL, or have npm start running"),
    },
    {
      what: "Temporal",
      says: expect.stringContaining("set TEMPORAL_ADDRESS, or have npm start running"),
    },
  ]);
});

test("it changes nothing: a database without a schema has no table after it", async () => {
  const { url, db } = await testDatabase();
  await schemas.none(db);
  const { failed } = await examined({ ...away, DATABASE_URL: url });
  expect(failed[0]).toMatchObject({
    what: "Schema",
    says: expect.stringMatching(/no schema yet.*campanile migrate/) as string,
  });
  const made = "select relname from pg_class where relnamespace = 'public'::regnamespace";
  expect(await db.query(made)).toEqual([]);
});

test.each(Object.entries(subjects))(
  "what is said of %s names a page that is there, %s",
  (_what, see) => {
    const [page = "", anchor] = see.split("#");
    expect(existsSync(join(projectRoot, page))).toBe(true);
    const headings = [...readFileSync(join(projectRoot, page), "utf8").matchAll(/^#+ (.*)$/gm)].map(
      ([, heading = ""]) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, "")
          .replaceAll(" ", "-"),
    );
    if (anchor !== undefined) expect(headings).toContain(anchor);
  },
);
