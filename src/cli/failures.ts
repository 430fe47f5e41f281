import { CommanderError } from "commander";
import { AppError } from "../contract/errors.ts";
import type { ConfigError } from "../platform/config/config-error.ts";
import { problemText } from "../platform/config/problem-text.ts";
import { reasonOf } from "../platform/reason.ts";
import { exitCodes } from "./exit-codes.ts";

/** Settings that can't be used, all of them. */
export class SettingsError extends Error {
  readonly problems: readonly ConfigError[];

  constructor(problems: readonly ConfigError[]) {
    super(problems.map(problemText).join("\n"));
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** Somebody who is needed does not answer, or lets nobody in; later they may. */
export class UnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnavailableError";
  }
}

/** What the command line names is not there, or not what it should be. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** A command's end, as --json tells it on standard error. */
export interface Failure {
  exitCode: number;
  error: {
    code: string;
    message: string;
    /** Where, and what would be right. */
    faults: { path: string; message: string; where?: string }[];
  };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof SettingsError) {
    const faults = error.problems.map(({ name, message, where }) => ({
      path: name,
      message,
      where,
    }));
    const message = "settings can't be used";
    return { exitCode: exitCodes.settings, error: { code: "settings", message, faults } };
  }
  if (error instanceof AppError) {
    const { code, message } = error;
    const exitCode = code === "invalid" ? exitCodes.usage : exitCodes.failed;
    return { exitCode, error: { code, message, faults: [...error.faults] } };
  }
  const [code, exitCode] = kindOf(error);
  return { exitCode, error: { code, message: wordsOf(error), faults: [] } };
}

function kindOf(error: unknown): [code: string, exitCode: number] {
  if (error instanceof CommanderError || error instanceof UsageError) {
    return ["usage", exitCodes.usage];
  }
  if (error instanceof UnavailableError) return ["unavailable", exitCodes.unavailable];
  return ["failed", exitCodes.failed];
}

function wordsOf(error: unknown): string {
  const words = reasonOf(error);
  return error instanceof CommanderError ? words.replace(/^error: /, "") : words;
}

/** The same for people. */
export function failureText(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { message, faults } = failureOf(error).error;
  const lines = faults.map((fault) => `  ${fault.path}: ${fault.message}`);
  const more = error instanceof CommanderError ? ["campanile --help tells what there is"] : [];
  return [message, ...lines, ...more].join("\n");
}
