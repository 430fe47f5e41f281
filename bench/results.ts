import { mkdir, writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/platform/project-root.ts";
import type { Figure } from "./figures.ts";
import { reaches } from "./figures.ts";
import type { Section } from "./section.ts";
import type { Sizes } from "./sizes.ts";
import type { TemporalKind } from "./temporal-server.ts";
import type { Versions } from "./versions.ts";

export interface Results {
  began: Date;
  seconds: number;
  command: string;
  machine: { cpus: number; model: string; memoryGiB: number; system: string };
  temporal: TemporalKind;
  /** Absent when no section needed servers. */
  versions?: Versions;
  sizes: Sizes;
  /** By the section's name. */
  sections: Record<string, Section[]>;
}

export function thisMachine(): Results["machine"] {
  return {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
  };
}

/** Machine, versions and command, in one line each. */
export function circumstances({ machine, versions, command, temporal }: Results): string[] {
  const { cpus: cores, model, memoryGiB, system } = machine;
  const versionLine =
    versions === undefined
      ? `Node ${process.versions.node}`
      : `Node ${versions.node}, Postgres ${versions.postgres}, Temporal server ` +
        `${versions.temporalServer} (${temporal === "dev" ? "dev server on SQLite" : "on Postgres"}), ` +
        `Temporal SDK ${versions.temporalSdk}`;
  return [`${cores} × ${model}, ${memoryGiB} GiB, ${system}`, versionLine, command];
}

/** Keeps every round of every figure. @returns the file */
export async function keep(results: Results): Promise<string> {
  const folder = join(projectRoot, "bench", "results");
  await mkdir(folder, { recursive: true });
  const name = results.began.toISOString().slice(0, 19).replaceAll(":", "-");
  const file = join(folder, `${name}${results.sizes.isQuick ? "-quick" : ""}.json`);
  const judged = (figure: Figure) => ({ ...figure, reaches: reaches(figure) });
  const sections = Object.entries(results.sections).map(([key, tables]) => [
    key,
    tables.map(({ title, figures }) => ({ title, figures: figures.map(judged) })),
  ]);
  const content = { ...results, sections: Object.fromEntries(sections) };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
  return file;
}
