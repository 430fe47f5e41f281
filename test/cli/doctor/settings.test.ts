import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { misspeltSettings } from "../../../src/cli/doctor/misspelt-settings.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { away, examined } from "./setup.ts";

async function settingsFile(text: string, mode = 0o600): Promise<string> {
  const file = join(await temporaryFolder(), "campanile.yaml");
  await writeFile(file, text, { mode });
  return file;
}

test("settings that can't be used are all named, and nothing else is tried", async () => {
  const { findings } = await examined({ PORT: "eighty", SMTP_URL: "mail" });
  expect(findings.map(({ state, says }) => [state, says.split(" ")[0]])).toEqual([
    ["failed", "PORT"],
    ["failed", "SMTP_URL"],
  ]);
});

test("a file of settings with a name that is none is told with its line and what is meant", async () => {
  const file = await settingsFile("PORT: 80\nDATABASE_ULR: postgres://x/y\n");
  const { findings } = await examined({ CAMPANILE_CONFIG: file });
  expect(findings).toMatchObject([
    {
      state: "failed",
      says: `DATABASE_ULR is no setting: is DATABASE_URL meant? (${file}, line 2)`,
    },
  ]);
});

test("a secret's file that is not there is told with its path", async () => {
  const { findings } = await examined({ DATABASE_URL_FILE: "/run/secrets/none" });
  expect(findings).toMatchObject([
    {
      state: "failed",
      says: "DATABASE_URL_FILE names /run/secrets/none, which can't be read (ENOENT) (in the environment)",
    },
  ]);
});

test("a file of settings with secrets that others may read is looked at", async () => {
  const text = "SMTP_URL: smtp://127.0.0.1:1\n";
  const { SMTP_URL: _, ...env } = away;
  const ofMode = async (mode: number) =>
    (await examined({ ...env, CAMPANILE_CONFIG: await settingsFile(text, mode) })).of(
      "Settings file",
    );
  expect(await ofMode(0o644)).toMatchObject([
    {
      state: "look",
      says: expect.stringMatching(/holds SMTP_URL: chmod 600, or .* \(SMTP_URL_FILE\)/) as string,
    },
  ]);
  expect(await ofMode(0o600)).toMatchObject([{ state: "ok" }]);
});

test.each([
  ["SMPT_URL", "SMTP_URL"],
  ["DATABASE_UR", "DATABASE_URL"],
  ["PUBLICURL", "PUBLIC_URL"],
  ["TEMPORAL_TASKQUEUE", "TEMPORAL_TASK_QUEUE"],
  ["MAIL_FORM", "MAIL_FROM"],
  ["LOG_LEVELS", "LOG_LEVEL"],
  ["temporal_address", "TEMPORAL_ADDRESS"],
  ["SMTP_URL_FIEL", "SMTP_URL_FILE"],
  ["CAMPANILE_CONFIGS", "CAMPANILE_CONFIG"],
])("the variable %s looks like %s misspelt", (name, meant) => {
  const others = {
    PATH: "/bin",
    HOSTS: "x",
    PORTS: "x",
    SMTP_URL_FILE: "x",
    CAMPANILE_CONFIG: "x",
  };
  expect(misspeltSettings({ [name]: "x", ...others })).toEqual([{ name, meant }]);
});

test("a misspelt variable is looked at", async () => {
  const { of } = await examined({ ...away, SMPT_URL: "x" });
  expect(of("Settings")).toMatchObject([
    { state: "ok" },
    { state: "look", says: "SMPT_URL is no setting and does nothing: is SMTP_URL meant?" },
  ]);
});
