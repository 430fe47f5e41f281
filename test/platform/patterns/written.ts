import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { projectRoot } from "../../../src/platform/project-root.ts";

export interface WrittenPattern {
  /** The file that it stands in, from the project's root. */
  file: string;
  source: string;
  flags: string;
}

export interface Written {
  literals: WrittenPattern[];
  /** Files that make patterns of texts, as often as they do: `new RegExp`, or RegExp called. */
  made: string[];
}

/** Every regular expression in these folders, from the files' syntax trees. */
export function patternsIn(folders: readonly string[]): Written {
  const written: Written = { literals: [], made: [] };
  for (const folder of folders) {
    for (const name of readdirSync(join(projectRoot, folder), { recursive: true })) {
      const file = join(folder, String(name));
      if (!/\.tsx?$/.test(file)) continue;
      const text = readFileSync(join(projectRoot, file), "utf8");
      collect(parseAst(text, { lang: file.endsWith("x") ? "tsx" : "ts" }), file, written);
    }
  }
  return written;
}

function collect(node: unknown, file: string, written: Written): void {
  if (typeof node !== "object" || node === null) return;
  const { type, regex, callee } = node as {
    type?: string;
    regex?: { pattern: string; flags: string };
    callee?: { type?: string; name?: string };
  };
  if (type === "Literal" && regex !== undefined) {
    written.literals.push({ file, source: regex.pattern, flags: regex.flags });
  }
  if ((type === "NewExpression" || type === "CallExpression") && callee?.name === "RegExp") {
    written.made.push(file);
  }
  for (const inner of Object.values(node)) collect(inner, file, written);
}
