import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { projectRoot } from "../../src/platform/project-root.ts";
import { ownVersion } from "../../src/platform/version.ts";

interface Release {
  releaseFiles(read: (path: string) => string, version: string, date: string): Map<string, string>;
  versionsIn(read: (path: string) => string): [string, string][];
}

const script = new URL("../../scripts/release.mjs", import.meta.url).href;
const { releaseFiles, versionsIn } = (await import(script)) as Release;
const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

test("programs, client, chart and compose are of one release", () => {
  const versions = versionsIn(read);
  expect(versions.length).toBeGreaterThan(5);
  for (const [path, version] of versions) expect([path, version]).toEqual([path, ownVersion]);
});

test("a release renames all of them and gives what was unreleased its section", () => {
  const files = releaseFiles(read, "7.8.9", "2027-01-31");
  const after = (path: string): string => files.get(path) ?? read(path);
  for (const [path, version] of versionsIn(after)) expect([path, version]).toEqual([path, "7.8.9"]);
  const chart = parse(after("deploy/helm/campanile/Chart.yaml")) as Record<string, string>;
  expect([chart["version"], chart["appVersion"]]).toEqual(["7.8.9", "7.8.9"]);
  const lock = JSON.parse(after("package-lock.json")) as { packages: { "": { version: string } } };
  expect(lock.packages[""].version).toBe("7.8.9");
  const changes = after("CHANGELOG.md");
  expect(changes).toMatch(/## Unreleased\n\n## 7\.8\.9 \(2027-01-31\)\n\n### \w+\n/);
  expect(changes.length - read("CHANGELOG.md").length).toBe("\n## 7.8.9 (2027-01-31)\n".length);
});

test.each([
  ["a word", "next", read, "is no version"],
  ["the one that is there", ownVersion, read, "does not come after"],
  [
    "one without a change",
    "7.8.9",
    (path: string) => (path === "CHANGELOG.md" ? "# Changelog\n\n## Unreleased\n" : read(path)),
    "has nothing under Unreleased",
  ],
])("%s is refused", (_what, version, reader, said) => {
  expect(() => releaseFiles(reader, version, "2027-01-31")).toThrow(said);
});
