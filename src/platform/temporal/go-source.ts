import { join } from "node:path";
import { runCommand } from "../command.ts";
import type { BinarySource } from "./find-binary.ts";

/** Compiled here: slow, but it works wherever there is a Go. */
export function goSource(module: string, version: string, program: string): BinarySource {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    name: `Go (go install ${module}@${version}, about five minutes)`,
    cacheName: `${program}-go-${version}${suffix}`,
    async fetch(draft, { signal }) {
      const result = await runCommand("go", ["install", `${module}@${version}`], {
        limitMs: 30 * 60_000,
        env: { ...process.env, GOBIN: draft },
        signal,
      });
      if (!result.ok) throw new Error(result.reason);
      return join(draft, `${program}${suffix}`);
    },
  };
}
