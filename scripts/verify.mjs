import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { runWhereWritable } from "./elsewhere.mjs";
import { install } from "./install.mjs";
import { inProject, root } from "./project.mjs";
import { runTests } from "./test.mjs";

/** Everything that must hold before a change is taken. All of it runs, whatever fails before. */
const checks = [
  ["lint", "lint"],
  ["format", "format:check"],
  ["types", "typecheck"],
  ["dead code", "deadcode"],
  ["API description", "openapi", "--check"],
  ["command line reference", "cli-docs", "--check"],
  ["API reference", "api-reference", "--check"],
  ["client types", "client-types", "--check"],
  ["documentation", "docs"],
];

const results = [];

async function timed(name, work) {
  console.log(`\n── ${name}`);
  const began = Date.now();
  const ok = await work();
  results.push({ name, ok, seconds: ((Date.now() - began) / 1000).toFixed(1) });
}

/** A script of package.json, which stays the one place that says how. */
function passes(script, args) {
  const npm = process.env.npm_execpath;
  const all = ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])];
  const [command, given] = npm ? [process.execPath, [npm, ...all]] : ["npm", all];
  return spawnSync(command, given, { cwd: root, stdio: "inherit" }).status === 0;
}

const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
await runWhereWritable(import.meta.url);
await install();
for (const [name, script, ...args] of checks) {
  if (!(script in scripts)) throw new Error(`package.json has no script ${script}`);
  await timed(name, () => passes(script, args));
}
/** @type {{line: string, failures: string[]}} */
let tests = { line: "0 passed, 0 failed", failures: [] };
await timed("tests", async () => {
  tests = await runTests(["--all"]);
  return tests.ok;
});

const width = Math.max(...results.map(({ name }) => name.length));
console.log("\n── summary");
for (const { name, ok, seconds } of results) {
  console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(width)}  ${seconds} s`);
}
for (const failure of tests.failures) console.log(`        ${failure}`);
console.log(tests.line);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
