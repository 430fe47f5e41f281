import type { Command } from "commander";

/** What a command has to say: to a program with --json, to a person without. */
export interface Answer {
  json: unknown;
  text: string | readonly string[];
  /** Unless it is done. */
  exitCode?: number;
}

/** An action of a command that answers once, on standard output. */
export function answering<Given extends unknown[]>(
  work: (...given: Given) => Promise<Answer>,
): (...given: [...Given, Command]) => Promise<void> {
  return async (...all) => {
    const command = all.at(-1) as Command;
    const { json, text, exitCode } = await work(...(all.slice(0, -1) as Given));
    if (wantsJson(command)) say(command, JSON.stringify(json));
    else for (const line of typeof text === "string" ? [text] : text) say(command, line);
    if (exitCode !== undefined) process.exitCode = exitCode;
  };
}

export const wantsJson = (command: Command): boolean => command.optsWithGlobals()["json"] === true;

/** A line of what was asked for. Progress and faults go to standard error. */
export function say(command: Command, line: string): void {
  command.configureOutput().writeOut?.(`${line}\n`);
}
