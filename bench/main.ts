import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { projectRoot } from "../src/platform/project-root.ts";
import { table } from "../replay/table.ts";
import type { Section } from "./sections.ts";
import {
  httpSection,
  ingestSection,
  launchSection,
  mailRateSection,
  mailSection,
  overloadSection,
  renderingSection,
} from "./sections.ts";
import type { Servers } from "./servers.ts";
import { startServers } from "./servers.ts";
import type { Sizes } from "./sizes.ts";
import { full, quick } from "./sizes.ts";

/** `npm run bench`: figures beside a baseline of the same servers and minutes; nothing passes or fails. */
const program = new Command("bench")
  .description("Measures ingest and launches on servers of its own, each beside its baseline.")
  .option("--quick", "one short round: to see that it works", false)
  .parse();

const parts: ((servers: Servers, sizes: Sizes) => Promise<Section | Section[]>)[] = [
  mailSection,
  mailRateSection,
  renderingSection,
  ingestSection,
  httpSection,
  launchSection,
  overloadSection,
];

async function main(isQuick: boolean): Promise<void> {
  const sizes = isQuick ? quick : full;
  const began = new Date();
  console.log("starting Postgres, Temporal, API and worker …");
  const servers = await startServers();
  const sections: Section[] = [];
  // Ctrl-C ends the measuring and not the tidying up behind it.
  const interrupted = new Promise<never>((_, reject) => {
    process.once("SIGINT", () => reject(new Error("ended by request")));
    process.once("SIGTERM", () => reject(new Error("ended by request")));
  });
  try {
    for (const part of parts) {
      const made = [await Promise.race([part(servers, sizes), interrupted])].flat();
      for (const section of made) console.log(`\n${shown(section)}`);
      sections.push(...made);
    }
  } finally {
    await servers.stop();
  }
  console.log(`\nwritten to ${await keep(began, isQuick, sizes, sections)}`);
}

function shown({ title, figures }: Section): string {
  const rows = figures.map(({ name, unit, median, ratio, values }) => [
    name,
    number(median),
    unit,
    Number.isNaN(ratio) ? "" : ratio.toFixed(2),
    values.length > 1 ? `${number(Math.min(...values))} to ${number(Math.max(...values))}` : "",
  ]);
  return table([title, "median", "", "ratio", "rounds"], rows);
}

function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);
}

async function keep(
  began: Date,
  isQuick: boolean,
  sizes: Sizes,
  sections: Section[],
): Promise<string> {
  const folder = join(projectRoot, "bench", "results");
  await mkdir(folder, { recursive: true });
  const name = began.toISOString().slice(0, 19).replaceAll(":", "-");
  const file = join(folder, `${name}${isQuick ? "-quick" : ""}.json`);
  const [cpu] = cpus();
  const machine = { cpus: cpus().length, model: cpu?.model, node: process.version };
  const result = {
    began,
    seconds: (Date.now() - began.getTime()) / 1_000,
    machine,
    sizes,
    sections,
  };
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

try {
  await main(program.opts<{ quick: boolean }>().quick);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();
