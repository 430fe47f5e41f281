import { execFile } from "node:child_process";
import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { compiled } from "../../src/platform/project-root.ts";

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** The command line in a process of its own, with this environment and no file of settings. */
export function campanile(
  env: Record<string, string>,
  args: readonly string[],
  input?: string,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [compiled("src/cli/main.ts"), ...args],
      { env: { PATH: process.env["PATH"], CAMPANILE_CONFIG: "none", ...env }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** The same in this process, which takes a fraction of the time. Its own environment is left as it was. */
export async function campanileHere(
  env: Record<string, string>,
  args: readonly string[],
): Promise<Ended> {
  const before = { env: { ...process.env }, exitCode: process.exitCode };
  Object.assign(process.env, { CAMPANILE_CONFIG: "none", ...env });
  let [stdout, stderr] = ["", ""];
  try {
    process.exitCode = undefined;
    await runCommandLine(args, {
      out: (text) => void (stdout += text),
      err: (text) => void (stderr += text),
    });
    const { exitCode } = process as { exitCode?: number | string | null };
    return { code: Number(exitCode ?? 0), stdout, stderr };
  } finally {
    process.exitCode = before.exitCode;
    for (const name of Object.keys(process.env)) {
      if (!(name in before.env)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before.env);
  }
}
