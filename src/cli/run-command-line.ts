import type { Command } from "commander";
import { CommanderError } from "commander";
import { ownVersion } from "../platform/version.ts";
import { ownCommit } from "./commit.ts";
import { failureOf, failureText } from "./failures.ts";
import { campanileProgram, versionOf } from "./program.ts";

/** Where a command line speaks to: what was asked for, and what went wrong. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

const ownOutput: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/** Carries a command line out; `process.exitCode` tells how it ended. */
export async function runCommandLine(
  args: readonly string[],
  output: Output = ownOutput,
): Promise<void> {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  const asJson = own.includes("--json");
  // Commander and whoever else writes colours ask for this one.
  if (own.includes("--no-color")) process.env["NO_COLOR"] = "1";
  const isVersion = own.some((arg) => arg === "--version" || arg === "-V");
  const version = isVersion ? versionOf(ownVersion, ownCommit(), asJson) : ownVersion;
  const program = campanileProgram(version);
  speakTo(program, output, asJson);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const { exitCode, error: told } = failureOf(error);
    // With a command missing, the help that commander has printed says all.
    const isHelp = error instanceof CommanderError && error.code === "commander.help";
    if (asJson) {
      const message = isHelp ? "a command is missing: --help lists them" : told.message;
      output.err(`${JSON.stringify({ error: { ...told, message } })}\n`);
    } else if (!isHelp) output.err(`${failureText(error)}\n`);
    process.exitCode = exitCode;
  }
}

/** What is wrong with a command line is told once, above. */
function speakTo(command: Command, { out, err }: Output, asJson: boolean): void {
  command.exitOverride().configureOutput({
    writeOut: out,
    writeErr: asJson ? () => undefined : err,
    outputError: () => undefined,
  });
  for (const one of command.commands) speakTo(one, { out, err }, asJson);
}
