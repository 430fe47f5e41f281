import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../src/platform/project-root.ts";
import { afterwards } from "../support/afterwards.ts";
import { copiesOf, dockerfile, environmentOf } from "./dockerfile.ts";
import { programsByRole, roles, unknownSettings } from "./roles.ts";

const textOf = (...path: string[]): string => readFileSync(join(projectRoot, ...path), "utf8");

describe("the image", () => {
  test("its roles are programs that are bundled", () => {
    const bundled = [...textOf("scripts", "bundle.mjs").matchAll(/^ {2}"src\/(.+)",$/gm)];
    const programs = bundled.map(([, name = ""]) => `${name}.js`);
    expect([...programsByRole().keys()]).toEqual(["api", "worker", "migrate", "cli"]);
    for (const program of programsByRole().values()) expect(programs).toContain(program);
  });

  test("its base is an exact release, of a Node that the project runs on", () => {
    const base = dockerfile().find(({ name }) => name === "ARG")?.words[0] ?? "";
    const [, version = ""] = /^NODE_IMAGE=node:(\d+\.\d+\.\d+)-\w+-slim$/.exec(base) ?? [];
    const { engines } = JSON.parse(textOf("package.json")) as { engines: { node: string } };
    expect(version.localeCompare(engines.node.slice(2), "en", { numeric: true })).toBe(1);
    const stages = dockerfile().filter(({ name }) => name === "FROM");
    expect(stages.map(({ words }) => words[0])).toEqual(stages.map(() => "${NODE_IMAGE}"));
  });

  test("what is copied into it is sent to the builder, or made there", () => {
    const [, ...kept] = textOf(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("**"));
    const sent = kept.map((line) => line.slice(1));
    expect(sent.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
    const made = [/^node_modules$/, /^\.cache\//, /(^|\/)dist(\/|$)/];
    const sources = ["build", "packages", "image"]
      .flatMap((stage) => copiesOf(stage))
      .flatMap((copy) => copy.sources)
      .map((source) => source.replace("/app/", ""));
    const unknown = sources.filter(
      (source) =>
        source !== "." &&
        !made.some((pattern) => pattern.test(source)) &&
        !sent.some((path) => source === path || source.startsWith(`${path}/`)),
    );
    expect(unknown).toEqual([]);
  });

  test("it is not root's, ends in order, and what it sets are settings", () => {
    const ofImage = dockerfile().filter(({ stage }) => stage === "image");
    const said = (name: string) => ofImage.find((one) => one.name === name)?.words.join(" ");
    expect(said("USER")).toBe("1000:1000");
    expect(said("STOPSIGNAL")).toBe("SIGTERM");
    expect(said("ENTRYPOINT")).toBe('["/usr/bin/tini", "--", "/app/deploy/campanile"]');
    expect(said("HEALTHCHECK")).toContain('["/app/deploy/campanile", "healthcheck"]');
    expect(unknownSettings(Object.keys(environmentOf("image")))).toEqual([]);
  });
});

describe("systemd's units", () => {
  const folder = join(projectRoot, "deploy", "systemd");
  const units = readdirSync(folder).filter((name) => name.endsWith(".service"));
  const linesOf = (unit: string): string[] => readFileSync(join(folder, unit), "utf8").split("\n");

  test.each(units)(
    "%s starts a role of the entrypoint, and is fenced in as the others are",
    (unit) => {
      const lines = linesOf(unit);
      const [, role] =
        /^ExecStart=\/opt\/campanile\/deploy\/campanile (\w+)$/m.exec(lines.join("\n")) ?? [];
      expect(roles()).toContain(role);
      const fence = (name: string) =>
        linesOf(name).filter((line) => /^(No|P\w+=|R\w+=yes|Cap|Sys)/.test(line));
      const common = fence("campanile-migrate.service").filter(
        (line) => !line.startsWith("PartOf"),
      );
      expect(common.length).toBeGreaterThan(20);
      expect(lines).toEqual(expect.arrayContaining(common));
      const set = lines.filter((line) => line.startsWith("Environment="));
      const names = set.flatMap((line) =>
        [...line.matchAll(/(\w+)=/g)].slice(1).map(([, name = ""]) => name),
      );
      expect(unknownSettings(names.filter((name) => !/^max|semi|space|size/.test(name)))).toEqual(
        [],
      );
    },
  );

  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

  test.skipIf(!hasSystemd)("systemd-analyze finds no fault in them", () => {
    const copy = mkdtempSync(join(tmpdir(), "campanile-units-"));
    afterwards(() => rmSync(copy, { recursive: true, force: true }));
    for (const name of readdirSync(folder)) {
      // The program is where it is installed only.
      const text = readFileSync(join(folder, name), "utf8").replaceAll(
        "/opt/campanile/deploy/campanile",
        "/bin/true",
      );
      writeFileSync(join(copy, name.replace("@.", "@1.")), text);
    }
    const args = ["verify", ...readdirSync(copy).map((name) => join(copy, name))];
    const env = { ...process.env, SYSTEMD_UNIT_PATH: `${copy}:` };
    const { status, stderr } = spawnSync("systemd-analyze", args, { env, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

test("the entrypoint is a shell script without a fault", () => {
  const script = join(projectRoot, "deploy", "campanile");
  expect(spawnSync("sh", ["-n", script]).status).toBe(0);
  const { status, stdout } = spawnSync(script, ["help"], { encoding: "utf8" });
  expect(status).toBe(0);
  for (const role of roles()) expect(stdout).toMatch(new RegExp(`^  ${role} `, "m"));
  expect(existsSync(join(dirname(script), "healthcheck.mjs"))).toBe(true);
});
