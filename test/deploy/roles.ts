import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";
import { settings } from "../../src/platform/config/settings.ts";

const entrypoint = readFileSync(join(projectRoot, "deploy", "campanile"), "utf8");

/** What `deploy/campanile` can start. */
export function roles(): string[] {
  return [...programsByRole().keys(), "healthcheck"];
}

/** The programs of the roles, as paths below dist/src. */
export function programsByRole(): Map<string, string> {
  const lines = entrypoint.matchAll(/^ {2}(\w+)\) exec node "\$programs\/([^"]+)"/gm);
  return new Map([...lines].map(([, role = "", program = ""]) => [role, program]));
}

const beside = new Set(["NODE_ENV", "NODE_OPTIONS", "CAMPANILE_CACHE"]);

/** Names that would do nothing. */
export function unknownSettings(names: readonly string[]): string[] {
  return names.filter((name) => !(name in settings.shape) && !beside.has(name));
}
