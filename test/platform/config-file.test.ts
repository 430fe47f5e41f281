import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/platform/config/config.ts";
import { masked, secretSettings } from "../../src/platform/config/secret-settings.ts";
import { settings } from "../../src/platform/config/settings.ts";
import { campanileHere } from "../support/campanile-cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function fileOf(text: string, name = "campanile.yaml"): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await writeFile(file, text);
  return file;
}

const read = (CAMPANILE_CONFIG: string, env: Record<string, string> = {}) =>
  readConfig({ CAMPANILE_CONFIG, ...env });

/** Each fault as its name, what is said and where. */
function faults(result: ReturnType<typeof readConfig>): string[][] {
  return result.ok ? [] : result.problems.map(({ name, message, where }) => [name, message, where]);
}

describe("a file of settings", () => {
  test("holds them by their names, with values as they are in the environment", async () => {
    const yaml = `# Ours
PORT: 0080
PASSWORD_SIGN_IN: true
OTEL_TRACES_SAMPLER_ARG: 0.10
MAIL_FROM: "Shop <shop@example.com>"
SMTP_URL:
LOG_LEVEL: ~
`;
    const result = read(await fileOf(yaml));
    expect(faults(result)).toEqual([]);
    expect(result).toMatchObject({
      config: {
        port: 80,
        passwordSignIn: true,
        telemetry: { samplerRatio: 0.1 },
        mail: { from: "Shop <shop@example.com>", smtpUrl: undefined },
        logLevel: "info",
      },
    });
  });

  test("may be JSON, and have lists where a setting holds several values", async () => {
    const json = {
      PORT: 8080,
      CORS_ORIGINS: ["https://a.example", "https://b.example"],
      OIDC_SCOPES: null,
    };
    const result = read(await fileOf(JSON.stringify(json), "campanile.json"));
    expect(result).toMatchObject({
      ok: true,
      config: { port: 8080, corsOrigins: ["https://a.example", "https://b.example"] },
    });
  });

  test("gives way to the environment, setting by setting", async () => {
    const file = await fileOf("PORT: 8080\nHOST: 0.0.0.0\n");
    expect(read(file, { PORT: "9090" })).toMatchObject({ config: { port: 9090, host: "0.0.0.0" } });
    expect(read(file, { PORT: "" })).toMatchObject({ config: { port: 8080 } });
    // Even where it stands in the other form.
    const secret = await fileOf("API_KEY: cmp_of_the_file_0123456789\n");
    const other = await fileOf("cmp_of_the_environment_0123\n", "key");
    expect(read(secret, { API_KEY_FILE: other })).toMatchObject({
      config: { apiKey: "cmp_of_the_environment_0123" },
    });
  });

  test("has every fault told at once, with its line, and so has the environment beside it", async () => {
    const file = await fileOf(`PORT: eighty
SMPT_URL: smtp://me:swordfish@mail
colour: red
DATABASE_URL: mysql://me:swordfish@x
LOG_LEVEL: [info, warn]
HOST: { name: x }
API_KEY: swordfish
`);
    const result = read(file, { MAIL_FROM: "nobody", RATE_LIMIT_BURST: "5" });
    expect(faults(result).map(([name, , where]) => [name, where])).toEqual([
      ["SMPT_URL", `${file}, line 2`],
      ["colour", `${file}, line 3`],
      ["LOG_LEVEL", `${file}, line 5`],
      ["HOST", `${file}, line 6`],
      ["PORT", `${file}, line 1`],
      ["API_KEY", `${file}, line 7`],
      ["DATABASE_URL", `${file}, line 4`],
      ["MAIL_FROM", "in the environment"],
      ["RATE_LIMIT_BURST", "in the environment"],
    ]);
    expect(faults(result)[0]?.[1]).toBe("is no setting: is SMTP_URL meant?");
    expect(JSON.stringify(result)).not.toContain("swordfish");
  });

  test.each([
    ["PORT: [1", /is not YAML: line 1, column \d+/],
    ["PORT: 1\nPORT: 2", /has a name that is there already: line 2, column 1/],
    ["- PORT", /must hold lines such as PORT: 8080/],
    ["a: &a swordfish\nAPI_KEY: *a", /is no setting/],
    ['API_KEY: "swordfish', /is not YAML/],
  ])("that is none is refused with its place: %j", async (text, message) => {
    const file = await fileOf(text);
    const found = faults(read(file));
    expect(found[0]?.[1]).toMatch(message);
    expect(JSON.stringify(found)).not.toContain("swordfish");
  });

  test("that was named and is not there is a fault", async () => {
    expect(faults(read("/no/such/file.yaml"))).toEqual([
      [
        "CAMPANILE_CONFIG",
        "names /no/such/file.yaml, which can't be read (ENOENT)",
        "in the environment",
      ],
    ]);
  });

  test("is found by its usual name, and two are one too many", async () => {
    const file = await fileOf("PORT: 8080\n");
    const folder = join(file, "..");
    expect(readConfig({}, folder)).toMatchObject({ config: { port: 8080 }, given: { file } });
    expect(readConfig({ CAMPANILE_CONFIG: "none" }, folder)).toMatchObject({
      config: { port: 3000 },
    });
    expect(readConfig({})).toMatchObject({ config: { port: 3000 } });
    await writeFile(join(folder, "campanile.json"), "{}");
    expect(faults(readConfig({}, folder))).toEqual([
      [file, expect.stringContaining("campanile.json are there: keep one"), ""],
    ]);
  });
});

describe("a secret in a file of its own", () => {
  test("is read without the blanks around it, by path from the file of settings", async () => {
    const file = await fileOf("DATABASE_URL_FILE: database-url\n");
    await writeFile(join(file, "..", "database-url"), "postgres://me:swordfish@db/shop\n");
    expect(read(file)).toMatchObject({
      ok: true,
      config: { database: { url: "postgres://me:swordfish@db/shop" } },
    });
  });

  test.each(secretSettings)("%s may stand in one", async (name) => {
    const file = await fileOf("swordfish\n", "secret");
    const result = readConfig({ [`${name}_FILE`]: file });
    // Where it can't be used, the fault says which file it came from.
    const [fault] = result.ok ? [] : result.problems.filter((one) => one.name === name);
    expect(fault?.where ?? result.ok).toEqual(
      fault === undefined ? expect.anything() : `in ${file}`,
    );
    expect(JSON.stringify(faults(result))).not.toContain("swordfish");
  });

  test("that is empty, away, or given twice is a fault with its place", async () => {
    const empty = await fileOf(" \n", "empty");
    const found = faults(
      readConfig({
        API_KEY_FILE: empty,
        SMTP_URL_FILE: "/no/such/file",
        DATABASE_URL: "postgres://x/y",
        DATABASE_URL_FILE: empty,
      }),
    );
    expect(found).toEqual([
      ["API_KEY_FILE", `names ${empty}, which is empty`, "in the environment"],
      [
        "DATABASE_URL",
        "and DATABASE_URL_FILE are both given: keep one of the two",
        "in the environment",
      ],
      ["SMTP_URL_FILE", "names /no/such/file, which can't be read (ENOENT)", "in the environment"],
    ]);
  });

  test("is each setting that has a password or a key", () => {
    const open = ["TEMPORAL_TLS_KEY", "PUBLIC_URL", "TEMPORAL_UI_URL"];
    const likely = Object.keys(settings.shape).filter((name) =>
      /KEY|SECRET|PASSWORD|_URL/.test(name),
    );
    expect(
      likely.filter((name) => !open.includes(name) && name !== "PASSWORD_SIGN_IN").toSorted(),
    ).toEqual([...secretSettings].toSorted());
    expect(masked("SMTP_URL", "smtp://ada:swordfish@mail:25?token=swordfish")).toBe(
      "smtp://ada:***@mail:25?***",
    );
    expect(masked("API_KEY", "swordfish")).toBe("***");
  });
});

test("config check names every fault, or what is doubtful; config show masks secrets and says where each stands", async () => {
  const file = await fileOf("PORT: 8080\nDATABASE_URL: postgres://me:swordfish@db/shop\n");
  const good = await campanileHere({ SMPT_URL: "x" }, [
    "config",
    "check",
    "--config",
    file,
    "--json",
  ]);
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(good.stdout)).toEqual({
    ok: true,
    file,
    set: 2,
    doubts: ["SMPT_URL is no setting and does nothing: is SMTP_URL meant?"],
  });
  const shown = await campanileHere({ HOST: "::1" }, ["config", "show", "--set", "--config", file]);
  expect(shown.stdout).toBe(
    `PORT=8080  (${file}, line 1)\nHOST=::1  (in the environment)\n` +
      `DATABASE_URL=postgres://me:***@db/shop  (${file}, line 2)\n`,
  );
  const wrong = await fileOf("PORT: eighty\nHOTS: x\n");
  const bad = await campanileHere({ CAMPANILE_CONFIG: wrong }, ["config", "check"]);
  expect(bad).toMatchObject({ code: 3, stdout: "" });
  expect(bad.stderr.split("\n")).toEqual([
    `HOTS is no setting: is HOST meant? (${wrong}, line 2)`,
    `PORT must be a whole number from 0 to 65535 (${wrong}, line 1)`,
    "",
  ]);
});
