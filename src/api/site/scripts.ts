import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/project-root.ts";

export type SiteScript = "push.js" | "push-worker.js" | "inbox.js";

const written = new Map<SiteScript, string>();

/** A script of site/ as a page of a shop gets it: with what it has to know of this deployment. */
export function siteScript(name: SiteScript, known: Record<string, unknown>): string {
  let script = written.get(name);
  if (script === undefined) {
    script = short(readFileSync(join(projectRoot, "site", name), "utf8"));
    written.set(name, script);
  }
  // A function, as `$` in a replacement has a meaning.
  return script.replace("__CAMPANILE__", () => JSON.stringify(known));
}

/** Without comments that stand in lines of their own, and without indentation. */
function short(script: string): string {
  return script
    .replaceAll(/^[ \t]*\/\*\*(?:[^*]|\*(?!\/))*\*\/\n/gm, "")
    .replaceAll(/^[ \t]*\/\/.*\n/gm, "")
    .replaceAll(/^\s+/gm, "");
}
