import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { programIn, pythonFolder } from "../../support/python.ts";

// Its own program begins with a path from before the environment got its name.
const start = "from schemathesis.cli import schemathesis; schemathesis()";
const requirements = join(projectRoot, "test/api/schemathesis/requirements.txt");

/** The Python that has Schemathesis. */
export function schemathesis(): string {
  const folder = pythonFolder("schemathesis", [requirements], (_folder, pip) => {
    pip("-r", requirements);
  });
  return programIn(folder, "python");
}

/** Runs it against an API, in a folder of its own where it may write. */
export async function runSchemathesis(
  python: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ code: number | null; output: string }> {
  const child = spawn(python, ["-c", start, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output: Buffer.concat(pieces).toString("utf8") };
}
