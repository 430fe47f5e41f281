import { styleText } from "node:util";
import { projectRoot } from "../platform/project-root.ts";
import { readConfig } from "../platform/config/config.ts";
import { problemText } from "../platform/config/problem-text.ts";
import { checks } from "./doctor/checks.ts";
import type { Finding } from "./doctor/finding.ts";
import type { Subject } from "./doctor/subjects.ts";
import { subjects } from "./doctor/subjects.ts";

type State = "ok" | "look" | "failed";

export interface ReportLine {
  what: Subject;
  state: State;
  says: string;
  /** The page that tells of it, below the project's folder. */
  see: string;
}

/**
 * Checks everything that a campaign needs, one line each, and says what to do about what fails.
 * Nothing is changed anywhere.
 */
export async function* examine(env: NodeJS.ProcessEnv): AsyncGenerator<ReportLine> {
  for await (const { what, ok, doubtful, says } of findings(env)) {
    const passed = doubtful ? "look" : "ok";
    yield { what, state: ok ? passed : "failed", says, see: subjects[what] };
  }
}

async function* findings(env: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
  const settings = readConfig(env, projectRoot);
  if (!settings.ok) {
    for (const problem of settings.problems) {
      yield { what: "Settings", ok: false, says: problemText(problem) };
    }
    return;
  }
  yield { what: "Settings", ok: true, says: "can be used" };
  for (const check of checks) yield* check({ env, ...settings });
}

/** @returns the whole report, for programs */
export async function report(
  env: NodeJS.ProcessEnv,
): Promise<{ ok: boolean; findings: ReportLine[] }> {
  const lines: ReportLine[] = [];
  for await (const line of examine(env)) lines.push(line);
  return { ok: lines.every(({ state }) => state !== "failed"), findings: lines };
}

/**
 * Says each line as soon as it is found.
 * @returns whether all is well
 */
export async function doctor(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  { colors }: { colors: boolean } = { colors: false },
): Promise<boolean> {
  let well = true;
  for await (const { what, state, says, see } of examine(env)) {
    well &&= state !== "failed";
    const word = (state === "failed" ? "FAILED" : state).padEnd(6);
    const shown = colors ? styleText(colorOf[state], word, { validateStream: false }) : word;
    say(`${shown}  ${what.padEnd(17)}  ${says}`);
    if (state !== "ok") say(`${" ".repeat(27)}see ${see}`);
  }
  return well;
}

const colorOf = { ok: "green", look: "yellow", failed: "red" } as const;
