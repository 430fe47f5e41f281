import "./node-version.mjs";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiPages } from "./api-reference/pages.mjs";
import { inProject, isMain } from "./project.mjs";

const source = inProject("docs", "reference", "openapi.json");
const folder = inProject("docs", "reference", "api");

/** The pages that are there and should not be, or are not what the description says. */
function differing(pages) {
  const there = new Set(readdirSync(folder));
  const stale = [...there].filter((name) => !(name in pages));
  const changed = Object.entries(pages)
    .filter(([name, text]) => !there.has(name) || readFileSync(join(folder, name), "utf8") !== text)
    .map(([name]) => name);
  return { stale, changed };
}

/** Writes docs/reference/api/ from the API's description; with --check, only tells whether it is current. */
if (isMain(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  const pages = apiPages(JSON.parse(readFileSync(source, "utf8")));
  const { stale, changed } = differing(pages);
  if (!process.argv.includes("--check")) {
    for (const name of stale) rmSync(join(folder, name));
    for (const name of changed) writeFileSync(join(folder, name), pages[name]);
  } else if (stale.length + changed.length > 0) {
    const names = [...stale, ...changed].join(", ");
    console.error(`docs/reference/api is not current (${names}): npm run api-reference`);
    process.exitCode = 1;
  }
}
