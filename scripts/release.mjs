import "./node-version.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { inProject, isMain } from "./project.mjs";

/** Where the version stands, and how: what one release is called is said in one way everywhere. */
const places = {
  "package.json": [/("version": ")[^"]+/],
  "package-lock.json": [
    /^(\{\s+"name": "campanile",\s+"version": ")[^"]+/,
    /("": \{\s+"name": "campanile",\s+"version": ")[^"]+/,
  ],
  "packages/client/package.json": [/("version": ")[^"]+/],
  "deploy/helm/campanile/Chart.yaml": [/^(version: ).+$/m, /^(appVersion: ").+?(?=")/m],
  "deploy/compose/.env.example": [/^(CAMPANILE_VERSION=).+$/m],
};

/**
 * The files of a release, with what they hold then.
 *
 * @param {(path: string) => string} read
 * @param {string} version
 * @param {string} date of the release, YYYY-MM-DD
 * @returns {Map<string, string>} contents by path
 * @throws {Error} that says what is in the way
 */
export function releaseFiles(read, version, date) {
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version)) {
    throw new Error(`${version} is no version: it must be like 1.2.3 or 1.2.3-rc.1`);
  }
  const current = JSON.parse(read("package.json")).version;
  if (current.localeCompare(version, "en", { numeric: true }) >= 0) {
    throw new Error(`${version} does not come after ${current}, which package.json has`);
  }
  const files = new Map([["CHANGELOG.md", changelog(read("CHANGELOG.md"), version, date)]]);
  for (const [path, patterns] of Object.entries(places)) {
    files.set(
      path,
      patterns.reduce((text, pattern) => {
        if (!pattern.test(text)) throw new Error(`${path} has no version where ${pattern} looks`);
        return text.replace(pattern, `$1${version}`);
      }, read(path)),
    );
  }
  return files;
}

/** Every place's version, to see that they agree. */
export function versionsIn(read) {
  return Object.entries(places).flatMap(([path, patterns]) =>
    patterns.map((pattern) => [
      path,
      pattern
        .exec(read(path))?.[0]
        .split(/[":= ]+/)
        .at(-1),
    ]),
  );
}

function changelog(text, version, date) {
  const heading = "## Unreleased\n";
  const [before, after] = text.split(heading);
  if (after === undefined) throw new Error("CHANGELOG.md has no section Unreleased");
  if (!/^- /m.test(after.split(/^## /m)[0])) {
    throw new Error("CHANGELOG.md has nothing under Unreleased: what would the release be?");
  }
  return `${before}${heading}\n## ${version} (${date})\n${after}`;
}

if (isMain(import.meta.url)) {
  const [version] = process.argv.slice(2);
  if (version === undefined) {
    console.error("usage: node scripts/release.mjs VERSION");
    process.exit(1);
  }
  const date = new Date().toISOString().slice(0, 10);
  try {
    const files = releaseFiles((path) => readFileSync(inProject(path), "utf8"), version, date);
    for (const [path, text] of files) writeFileSync(inProject(path), text);
    console.log(`${[...files.keys()].join("\n")}\n
Look at them, then: npm run openapi && npm run verify
git commit -am "Release ${version}" && git tag -a v${version} -m "Campanile ${version}"`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
