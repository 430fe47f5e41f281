import type { Command, Option } from "commander";

/** What may stand behind one way through the commands: `""`, `" keys"`, `" keys create"`. */
export interface Place {
  /** Every way of writing it, by aliases too; the first is its own. */
  paths: string[];
  commands: Word[];
  options: ValuedWord[];
  /** Of its arguments that have choices, all of these. */
  values: string[];
  takesFiles: boolean;
}

export interface Word {
  name: string;
  description: string;
}

export interface ValuedWord extends Word {
  /** What may stand behind it: nothing, one of these, a file, or whatever it is. */
  value: "none" | "any" | "file" | string[];
}

/** All places of a program, the root first. */
export function placesOf(command: Command, paths: readonly string[] = [""]): Place[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((one) => one.name() !== "help");
  const values = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const place = {
    paths: [...paths],
    commands: commands.map((one) => ({ name: one.name(), description: one.description() })),
    options: help.visibleOptions(command).flatMap(wordOf),
    values,
    takesFiles: command.registeredArguments.some((one) => isFile(one.name())),
  };
  return [
    place,
    ...commands.flatMap((one) =>
      placesOf(
        one,
        [one.name(), ...one.aliases()].flatMap((name) => paths.map((path) => `${path} ${name}`)),
      ),
    ),
  ];
}

function wordOf(option: Option): ValuedWord[] {
  if (option.long === undefined) return [];
  return [{ name: option.long, description: option.description, value: valueOf(option) }];
}

function valueOf({ required, optional, argChoices, flags }: Option): ValuedWord["value"] {
  if (!required && !optional) return "none";
  if (argChoices !== undefined) return argChoices;
  return isFile(/<([^<>.]+)/.exec(flags)?.[1] ?? "") ? "file" : "any";
}

const isFile = (name: string): boolean => ["file", "path"].includes(name);

/** Options with a value, each once: they mean the same wherever they stand. */
export function valuedOptions(places: readonly Place[]): ValuedWord[] {
  const all = places.flatMap(({ options }) => options).filter(({ value }) => value !== "none");
  return [...new Map(all.map((option) => [option.name, option])).values()];
}

/** In single quotes, for any shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
