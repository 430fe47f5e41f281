import type { Command } from "commander";
import { CommanderError } from "commander";
import { ownVersion } from "../platform/version.ts";
import { exitOnClosedPipe } from "./closed-pipe.ts";
import { ownCommit } from "./commit.ts";
import { failureOf, failureText } from "./failures.ts";
import { campanileProgram, versionOf } from "./program.ts";

exitOnClosedPipe();

/** `campanile …`, `npm run cli -- …`: what an operator does by hand. */
async function main(args: readonly string[]): Promise<void> {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  const asJson = own.includes("--json");
  // Commander and whoever else writes colours ask for this one.
  if (own.includes("--no-color")) process.env["NO_COLOR"] = "1";
  const isVersion = own.some((arg) => arg === "--version" || arg === "-V");
  const version = isVersion ? versionOf(ownVersion, ownCommit(), asJson) : ownVersion;
  const program = campanileProgram(version);
  quiet(program, asJson);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const { exitCode, error: told } = failureOf(error);
    // With a command missing, the help that commander has printed says all.
    const isHelp = error instanceof CommanderError && error.code === "commander.help";
    if (asJson) {
      const message = isHelp ? "a command is missing: --help lists them" : told.message;
      process.stderr.write(`${JSON.stringify({ error: { ...told, message } })}\n`);
    } else if (!isHelp) process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = exitCode;
  }
}

/** What is wrong with a command line is told once, above. */
function quiet(command: Command, asJson: boolean): void {
  command.exitOverride().configureOutput({
    outputError: () => undefined,
    ...(asJson && { writeErr: () => undefined }),
  });
  for (const one of command.commands) quiet(one, asJson);
}

await main(process.argv.slice(2));
