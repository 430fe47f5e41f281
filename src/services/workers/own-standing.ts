import { hostname } from "node:os";
import type { ProcessStanding } from "../../domain/process-standing.ts";

/** How this process stands. */
export function ownStanding(
  draining: boolean,
  rendering: ProcessStanding["rendering"],
): ProcessStanding {
  return {
    host: hostname(),
    pid: process.pid,
    node: process.version,
    draining,
    memoryBytes: process.memoryUsage.rss(),
    rendering,
  };
}
