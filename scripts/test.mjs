import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { buildWeb } from "./build-web.mjs";
import { buildClient } from "./build-client.mjs";
import { build, BuildFailed } from "./build.mjs";
import { runWhereWritable } from "./elsewhere.mjs";
import { install } from "./install.mjs";
import { inProject, isMain, root } from "./project.mjs";

/**
 * Runs the tests: without a filter the quick ones, with `--all` the slow ones too; a filter finds
 * both. What can't count as a success is none: a failed test, a file that could not be loaded, an
 * unhandled error, and a run in which there was no test at all.
 *
 * @returns {Promise<{ok: boolean, line: string, failures: string[]}>} `line` has the counts,
 *   `failures` names what failed: a log may be cut off before the reasons
 */
export async function runTests(args) {
  await install();
  try {
    await build({ check: false });
    await buildWeb();
    await buildClient();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    return { ok: false, line: "0 passed, 0 failed", failures: ["the build"] };
  }
  const runs = passesOf(args).map(vitest);
  const sum = (name) => runs.reduce((all, run) => all + run[name], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const succeeded = runs.every(({ status }) => status === 0);
  if (succeeded && passed + failed === 0) console.error("No test was run.");
  if (!succeeded && failed === 0) {
    console.error("The run failed, though no single test did: the reason is above.");
  }
  const failures = runs.flatMap((run) => run.failures);
  return { ok: succeeded && failed === 0 && passed > 0, line, failures };
}

/** The arguments of each call of vitest; its configuration tells the projects. */
function passesOf(args) {
  const given = args.filter((arg) => arg !== "--all");
  if (given.some((arg) => !arg.startsWith("-"))) return [given];
  const quick = [...given, "--project", "quick", "--project", "apart"];
  if (!args.includes("--all")) return [quick];
  return [
    [...quick, "--project", "slow"],
    [...given, "--project", "alone", "--no-file-parallelism"],
  ];
}

function vitest(args) {
  const file = inProject(".cache", `test-results-${process.pid}.json`);
  mkdirSync(inProject(".cache"), { recursive: true });
  const program = inProject("node_modules", "vitest", "vitest.mjs");
  const reporters = [
    "--reporter=default",
    `--reporter=${inProject("scripts", "failure-reporter.mjs")}`,
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const { status } = spawnSync(process.execPath, [program, "run", ...reporters, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  return { status, ...counts(file) };
}

function counts(file) {
  let results;
  try {
    results = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The run ended before there was a result.
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  } finally {
    rmSync(file, { force: true });
  }
  const broken = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failedTests = results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(
        ({ fullName, failureMessages }) =>
          `${relative(root, name)}: ${fullName}${reason(failureMessages)}`,
      ),
  );
  return {
    passed: results.numPassedTests,
    // A file that could not be loaded, or whose hooks failed, counts as one.
    failed: results.numFailedTests + broken.length,
    skipped: results.numPendingTests + results.numTodoTests,
    failures: [
      ...failedTests,
      ...broken.map(({ name, message }) => `${relative(root, name)}${reason([message])}`),
    ],
  };
}

/** The first lines of what a test failed with, each on a line of its own, and where it was. */
function reason(messages) {
  const lines = stripVTControlCharacters(messages.join("\n"))
    .split("\n")
    .filter((line) => line.trim() !== "");
  const place = lines.find((line) => /^\s*at /.test(line) && line.includes(`${root}/test/`));
  const shown = [...lines.filter((line) => !/^\s*at /.test(line)).slice(0, 8), place];
  return shown
    .filter((line) => line !== undefined)
    .map((line) => `\n            ${line.trim().replaceAll(`${root}/`, "").slice(0, 300)}`)
    .join("");
}

if (isMain(import.meta.url)) {
  await runWhereWritable(import.meta.url);
  const { ok, line, failures } = await runTests(process.argv.slice(2));
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  console.log(line);
  process.exitCode = ok ? 0 : 1;
}
