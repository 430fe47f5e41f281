import { resolve } from "node:path";
import { Command } from "commander";
import { interpreterBuildId } from "../domain/interpreter.ts";
import { configFileVariable } from "../platform/config/config-file.ts";
import { keysCommand, peopleCommand, secretsCommand } from "./commands/access.ts";
import { exportCommand, loadCommand, replayCommand } from "./commands/campaigns.ts";
import { channelsCommand } from "./commands/channels.ts";
import { eventsCommand } from "./commands/events.ts";
import { reconcileCommand, runsCommand } from "./commands/runs.ts";
import {
  checkDomainCommand,
  configCommand,
  deploymentCommand,
  doctorCommand,
  migrateCommand,
  workerVersionsCommand,
} from "./commands/set-up.ts";
import { completionCommand } from "./completion/command.ts";
import { rootHelp } from "./help.ts";

const groups: [heading: string, commands: () => Command[]][] = [
  [
    "Set up and look after:",
    () => [
      migrateCommand(),
      doctorCommand(),
      configCommand(),
      checkDomainCommand(),
      deploymentCommand(),
      workerVersionsCommand(),
    ],
  ],
  ["Who may come in:", () => [keysCommand(), peopleCommand(), secretsCommand()]],
  ["Campaigns:", () => [loadCommand(), exportCommand()]],
  [
    "Runs and events:",
    () => [runsCommand(), eventsCommand(), channelsCommand(), replayCommand(), reconcileCommand()],
  ],
  ["Shell:", () => [completionCommand()]],
];

/**
 * All of `campanile`: what there is, not what it does, which each command loads when it is called.
 * @param version what --version prints
 */
export function campanileProgram(version: string): Command {
  const program = new Command("campanile")
    .description("What an operator of Campanile does by hand.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .addHelpCommand(
      new Command("help")
        .argument("[command]")
        .description("print help for a command")
        .helpGroup("Shell:"),
    )
    .addHelpText("after", rootHelp)
    .hook("preAction", (_program, command) => {
      const { config } = command.optsWithGlobals<{ config?: string }>();
      if (config !== undefined) process.env[configFileVariable] = resolve(config);
    });
  for (const [heading, commands] of groups) {
    for (const command of commands()) program.addCommand(command.helpGroup(heading));
  }
  for (const command of leavesOf(program)) withCommonOptions(command);
  withCommonOptions(program);
  return program;
}

/** Of every command. */
export const commonOptions = [
  {
    flags: "--json",
    description: "one JSON document on standard output, faults as JSON on standard error",
  },
  { flags: "--config <file>", description: "a file of settings, in YAML or JSON" },
  { flags: "--no-color", description: "no colours" },
];

function withCommonOptions(command: Command): void {
  for (const { flags, description } of commonOptions) command.option(flags, description);
}

/** Commands that do something, in the order of the help. */
export function leavesOf(command: Command): Command[] {
  if (command.commands.length > 0) return command.commands.flatMap(leavesOf);
  return command.parent === null ? [] : [command];
}

/** Of the program and of the code by which runs take their way. */
export function versionOf(version: string, commit: string | null, asJson: boolean): string {
  if (asJson)
    return JSON.stringify({ version, build: interpreterBuildId, commit, node: process.version });
  const of = commit === null ? "" : `, commit ${commit}`;
  return `campanile ${version} (build ${interpreterBuildId}${of}, Node.js ${process.version})`;
}
