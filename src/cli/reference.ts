import type { Argument, Command, Option } from "commander";
import { answers } from "./answers.ts";
import { exitCodeMeanings, exitCodes } from "./exit-codes.ts";
import { commonOptions, leavesOf } from "./program.ts";

/** docs/reference/cli.md, from the commands themselves. */
export function cliReference(program: Command): string {
  const groups = new Map<string, Command[]>();
  for (const command of program.commands.filter((one) => one.name() !== "help")) {
    const heading = command.helpGroup();
    groups.set(heading, [...(groups.get(heading) ?? []), command]);
  }
  const sections = [...groups].flatMap(([heading, commands]) => [
    `## ${heading.replace(/:$/, "")}`,
    ...commands.flatMap(sectionsOf),
  ]);
  return `${[intro, ...common(), ...exits(), ...sections].join("\n\n")}\n`;
}

const intro = `# The command line

<!-- Made by npm run cli-docs from src/cli: change it there. -->

\`campanile\` is what an operator does by hand. In a clone it is \`npx campanile …\` or \`npm run cli -- …\`; \`npm link\` puts it on your path. It talks to the Postgres of \`DATABASE_URL\` and the Temporal of \`TEMPORAL_ADDRESS\`, or to those of a running \`npm start\`; [settings](settings.md) may stand in a file. \`campanile --help\` begins at the beginning, \`campanile COMMAND --help\` tells of one.

Standard output has what was asked for and nothing else; progress and faults go to standard error. Nothing is coloured but for a terminal, and not with \`NO_COLOR\`.`;

function common(): string[] {
  const rows = commonOptions.map(({ flags, description }) => `| \`${flags}\` | ${description} |`);
  return [
    "## Everywhere",
    table(["option", ""], [...rows, "| `--help` | what a command takes |"]),
    `With \`--json\` a command prints one JSON document, whose fields are listed below: more may come, none goes. A failure prints one on standard error:

\`\`\`json
{
  "error": {
    "code": "settings",
    "message": "settings can't be used",
    "faults": [{ "path": "PORT", "message": "must be a whole number from 0 to 65535", "where": "in the environment" }]
  }
}
\`\`\`

\`code\` is \`usage\`, \`settings\`, \`unavailable\`, \`failed\`, or what the API would say: \`invalid\`, \`not_found\`, \`conflict\`.`,
  ];
}

function exits(): string[] {
  const rows = Object.entries(exitCodes).map(
    ([name, code]) => `| ${code} | ${exitCodeMeanings[name as keyof typeof exitCodes]} |`,
  );
  return ["## Exit codes", table(["code", ""], rows)];
}

function sectionsOf(command: Command): string[] {
  const aliases = command.aliases().map((alias) => `\`${alias}\``);
  const also = aliases.length > 0 ? `Also ${aliases.join(", ")}.` : "";
  if (command.commands.length === 0) return [`### ${command.name()}`, ...bodyOf(command)];
  return [
    `### ${command.name()}`,
    `${sentence(command.description())} ${also}`.trim(),
    ...command.commands
      .filter((one) => one.name() !== "help")
      .flatMap((one) => [`#### ${pathOf(one)}`, ...bodyOf(one)]),
  ];
}

function bodyOf(command: Command): string[] {
  const path = pathOf(command);
  const aliases = command.aliases().map((alias) => `\`${alias}\``);
  const also = aliases.length > 0 ? ` Also ${aliases.join(", ")}.` : "";
  const taken = command.registeredArguments.map((one) => one.name());
  const flags = new Set(commonOptions.map((one) => one.flags));
  const options = command.options.filter((one) => !flags.has(one.flags));
  const rows = [
    ...command.registeredArguments.filter((one) => one.description !== "").map(argumentRow),
    ...options.map(optionRow),
  ];
  const usage = [path, ...command.registeredArguments.map(usageOf)].join(" ");
  return [
    `\`\`\`text\ncampanile ${usage}${options.length > 0 ? " [options]" : ""}\n\`\`\``,
    `${sentence(command.description())}${also}`,
    ...(rows.length > 0
      ? [table([taken.length > 0 ? "argument, option" : "option", ""], rows)]
      : []),
    `With \`--json\`: ${answers[path] ?? ""}.`,
  ];
}

const pathOf = (command: Command): string =>
  command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

function usageOf(one: Argument): string {
  const name = one.variadic ? `${one.name()}...` : one.name();
  return one.required ? `<${name}>` : `[${name}]`;
}

const argumentRow = (one: Argument): string =>
  `| \`${usageOf(one)}\` | ${one.description}${choicesOf(one.argChoices)} |`;

function optionRow(one: Option): string {
  const preset =
    one.defaultValue === undefined || one.defaultValue === false
      ? ""
      : `; by default \`${one.defaultValue as string}\``;
  return `| \`${one.flags}\` | ${one.description}${choicesOf(one.argChoices)}${preset} |`;
}

const choicesOf = (choices: readonly string[] | undefined): string =>
  choices === undefined ? "" : `: ${choices.map((choice) => `\`${choice}\``).join(", ")}`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`, ...rows].join(
    "\n",
  );
}

/** Paths of all commands that do something. */
export const commandPaths = (program: Command): string[] => leavesOf(program).map(pathOf);
