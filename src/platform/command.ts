import { execFile } from "node:child_process";

export type CommandResult = { ok: true; output: string } | { ok: false; reason: string };

export interface CommandOptions {
  limitMs: number;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** Runs a program to its end. A failure's reason is the end of what it said, for people. */
export function runCommand(
  command: string,
  args: string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      command,
      args,
      {
        env: options.env ?? process.env,
        timeout: options.limitMs,
        maxBuffer: 64 * 1024 * 1024,
        signal: options.signal,
      },
      (error, stdout, stderr) => {
        if (!error) resolve({ ok: true, output: stdout.trim() });
        else resolve({ ok: false, reason: reasonOf(command, error, stderr) });
      },
    );
  });
}

function reasonOf(command: string, error: Error, stderr: string): string {
  const { code, killed } = error as { code?: string | number; killed?: boolean };
  if (code === "ENOENT") return `there is no ${command} on this machine`;
  if (killed) return `${command} took too long`;
  const said = stderr.trim().split("\n").slice(-2).join(" ");
  return said === "" ? `${command} failed (${code ?? error.message})` : said;
}
