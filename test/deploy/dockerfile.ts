import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/platform/project-root.ts";

export interface Instruction {
  /** The name of the stage that it is in; empty before the first one. */
  stage: string;
  name: string;
  /** Its words as they are written, flags among them. */
  words: string[];
}

/** The instructions of the project's Dockerfile, continued lines put together and comments left out. */
export function dockerfile(): Instruction[] {
  const text = readFileSync(join(projectRoot, "Dockerfile"), "utf8");
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, "")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  let stage = "";
  return lines.map((line) => {
    const [name = "", ...words] = line.split(/\s+/);
    if (name === "FROM") stage = words.at(-1) ?? "";
    return { stage, name, words };
  });
}

export interface Copy {
  /** The stage that it is copied from; undefined: what was sent to the builder. */
  from: string | undefined;
  sources: string[];
  target: string;
}

export function copiesOf(stage: string): Copy[] {
  return dockerfile()
    .filter((instruction) => instruction.stage === stage && instruction.name === "COPY")
    .map(({ words }) => {
      const flag = words.find((word) => word.startsWith("--from="));
      const paths = words.filter((word) => !word.startsWith("--"));
      return {
        from: flag?.slice("--from=".length),
        sources: paths.slice(0, -1),
        target: paths.at(-1) ?? "",
      };
    });
}

/** What the instruction ENV of a stage sets. */
export function environmentOf(stage: string): Record<string, string> {
  const words = dockerfile()
    .filter((instruction) => instruction.stage === stage && instruction.name === "ENV")
    .flatMap((instruction) => instruction.words);
  return Object.fromEntries(words.map((word) => word.split(/=(.*)/s).slice(0, 2)));
}
