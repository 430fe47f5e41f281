import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { cdnowText } from "./dataset.ts";
import { parsePurchases } from "./purchases.ts";
import type { Replayed } from "./replay.ts";
import { replay } from "./replay.ts";
import { startStack } from "./stack.ts";
import { table } from "./table.ts";

interface Options {
  master: boolean;
  kills: number;
  restarts: number;
  keep: boolean;
}

const shownFaults = 20;

/** `npm run replay -- cdnow`: a real purchase history, sent through, disturbed and checked. */
const program = new Command("replay")
  .description(
    "Sends a real purchase history through a Campanile of its own and checks every run and mail.",
  )
  .addArgument(new Argument("<history>", "what to replay").choices(["cdnow"]))
  .option("--master", "all 69,659 purchases of 23,570 customers instead of the sample", false)
  .addOption(count("--kills <n>", "kill the worker so often on the way", 2))
  .addOption(count("--restarts <n>", "kill Temporal so often on the way", 1))
  .option("--keep", "leave the data folder there", false)
  .action(async (_history: string, options: Options) => {
    process.exitCode = await main(options);
  });

function count(flags: string, description: string, preset: number): Option {
  return new Option(flags, description).default(preset).argParser((value) => {
    if (!/^\d{1,2}$/.test(value)) throw new InvalidArgumentError("a whole number below 100.");
    return Number(value);
  });
}

// Whoever reads has seen enough: what was started is stopped all the same.
process.stdout.on("error", () => undefined);

async function main({ master, kills, restarts, keep }: Options): Promise<number> {
  const set = master ? "master" : "sample";
  const purchases = parsePurchases(await cdnowText(set, say), set);
  say(`${purchases.length} purchases; starting a Campanile for them …`);
  const stack = await startStack("replay");
  const interrupted = interruption();
  try {
    say(`it is up at ${stack.url}, its data in ${stack.dataDir}`);
    const result = await Promise.race([
      replay(stack, purchases, { kills, restarts }, say),
      interrupted,
    ]);
    show(result, { kills, restarts });
    return result.faults.length === 0 ? 0 : 1;
  } catch (error) {
    say((error as Error).message);
    return 1;
  } finally {
    say("stopping …");
    await stack.stop(keep);
    if (keep) say(`its data stays in ${stack.dataDir}: DATA_DIR=… npm start shows it`);
  }
}

/** Ctrl-C ends the replay and not the tidying up behind it. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => reject(new Error("ended by request")));
    }
  });
}

function show(result: Replayed, wanted: { kills: number; restarts: number }): void {
  const { rows, faults, again, seconds, retries, done } = result;
  const all = [
    ...rows,
    { what: "workers killed", expected: wanted.kills, found: done.worker },
    { what: "Temporal servers killed", expected: wanted.restarts, found: done.temporal },
  ];
  const cells = all.map(({ what, expected, found }) => [
    what,
    String(expected),
    String(found),
    expected === found ? "ok" : "WRONG",
  ]);
  console.log(`\n${table(["", "expected", "found", ""], cells)}\n`);
  console.log(`mails sent again, under the same Message-ID, after a kill: ${again}`);
  console.log(`requests made again: ${retries}`);
  console.log(
    `sent in ${seconds.sending.toFixed(0)} s, all runs ended after ${seconds.all.toFixed(0)} s`,
  );
  for (const fault of faults.slice(0, shownFaults)) console.log(`  ${fault}`);
  if (faults.length > shownFaults) console.log(`  … and ${faults.length - shownFaults} more`);
  console.log(
    faults.length === 0 ? "Everything is as it should be." : `${faults.length} differences.`,
  );
}

function say(line: string): void {
  console.log(line);
}

await program.parseAsync();
process.exit();
