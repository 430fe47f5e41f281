import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { sections } from "./registry.ts";
import { markdownTable, textTable } from "./report.ts";
import type { Results } from "./results.ts";
import { circumstances, keep, thisMachine } from "./results.ts";
import type { BenchSection, Section } from "./section.ts";
import type { Servers } from "./servers.ts";
import { startServers } from "./servers.ts";
import type { Sizes } from "./sizes.ts";
import { full, quick } from "./sizes.ts";
import type { TemporalKind } from "./temporal-server.ts";
import { temporalKinds } from "./temporal-server.ts";

interface Options {
  list: boolean;
  quick: boolean;
  rounds?: number;
  temporal: TemporalKind;
  markdown?: string;
  peers?: string[];
}

/** `npm run bench`: figures beside a baseline of the same servers and minutes; nothing passes or fails. */
const program = new Command("bench")
  .description("Measures Campanile on servers of its own, each figure beside its baseline.")
  .argument("[section...]", "their names (see --list); all, unless told")
  .option("--list", "names the sections and ends", false)
  .option("--quick", "one short round: to see that it works", false)
  .option("--rounds <number>", "how often each figure is taken", positive)
  .addOption(
    new Option("--temporal <kind>", "the server: dev, on SQLite, or one on Postgres")
      .choices(temporalKinds)
      .default("dev"),
  )
  .option("--peers <name...>", "of the section of peers, only these beside Campanile")
  .option("--markdown <file>", "writes the tables into this file too, as Markdown")
  .parse();

function positive(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("a number from 1 on, please");
}

async function main(names: readonly string[], options: Options): Promise<void> {
  if (options.list) {
    const width = Math.max(...sections.map(({ name }) => name.length));
    for (const { name, title } of sections) console.log(`${name.padEnd(width)}  ${title}`);
    return;
  }
  const chosen = chosenSections(names);
  const sizes = { ...(options.quick ? quick : full) };
  sizes.rounds = options.rounds ?? sizes.rounds;
  sizes.peers = options.peers;
  const results: Results = {
    began: new Date(),
    seconds: 0,
    command: ["npm run bench --", ...process.argv.slice(2)].join(" "),
    machine: thisMachine(),
    temporal: options.temporal,
    sizes,
    sections: {},
  };
  try {
    for (const section of chosen) {
      console.log(`\n${section.name} …`);
      const tables = await measured(section, sizes, results);
      results.sections[section.name] = tables;
      for (const each of tables) console.log(`\n${textTable(each)}`);
    }
  } finally {
    // What was measured before one failed, or Ctrl-C, is kept.
    results.seconds = Math.round((Date.now() - results.began.getTime()) / 1_000);
    console.log(`\n${circumstances(results).join("\n")}`);
    console.log(`written to ${await keep(results)}`);
    if (options.markdown !== undefined) await writeFile(options.markdown, markdown(results));
  }
}

function chosenSections(names: readonly string[]): readonly BenchSection[] {
  if (names.length === 0) return sections.filter(({ onlyByName }) => onlyByName !== true);
  return names.map((name) => {
    const found = sections.find((section) => section.name === name);
    if (found !== undefined) return found;
    throw new Error(`There is no section ${name}: npm run bench -- --list names them.`);
  });
}

// Ctrl-C ends the measuring and not the tidying up behind it.
const interrupted = new Promise<never>((_, reject) => {
  process.once("SIGINT", () => reject(new Error("ended by request")));
  process.once("SIGTERM", () => reject(new Error("ended by request")));
});
interrupted.catch(() => undefined);

async function measured(section: BenchSection, sizes: Sizes, results: Results): Promise<Section[]> {
  const started: Servers[] = [];
  const start = async (settings?: Record<string, string>): Promise<Servers> => {
    const servers = await startServers(results.temporal, settings);
    started.push(servers);
    results.versions = servers.versions;
    return servers;
  };
  const run = async (): Promise<Section | Section[]> =>
    section.needs === "nothing"
      ? section.run(start, sizes)
      : section.run(await start(section.settings), sizes);
  try {
    return [await Promise.race([run(), interrupted])].flat();
  } finally {
    // Also those of a section that starts its own, when it is interrupted.
    for (const servers of started) await servers.stop();
  }
}

function markdown(results: Results): string {
  const tables = Object.values(results.sections).flat().map(markdownTable);
  return `${circumstances(results)
    .map((line) => `- ${line}`)
    .join("\n")}\n\n${tables.join("\n")}`;
}

try {
  await main(program.args, program.opts<Options>());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();
