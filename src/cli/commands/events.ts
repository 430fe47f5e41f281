import { Command, Option } from "commander";
import { replayableOutcomes } from "../../domain/event.ts";
import type { ReplayEventsOptions } from "../actions/events.ts";
import { answering } from "../answer.ts";

/** `events replay`: what came is decided anew. */
export function eventsCommand(): Command {
  const command = new Command("events").description("act on events that have come");
  command
    .command("replay")
    .description(
      "decide events that have come anew by one trigger, as of now: those that have started it once " +
        "never start it again; --dry-run says what would start",
    )
    .requiredOption("--binding <id>", "the trigger")
    .requiredOption("--reason <text>", "why, for the record")
    .option("--dry-run", "only count", false)
    .option("--at-most <number>", "refuse when more events are found")
    .option("--since <instant>", "received at or after, such as 2026-11-30T10:00:00Z")
    .option("--until <instant>", "received before; by default until now")
    .option("--id <ids...>", "these events")
    .option("--contact <id>", "of this contact")
    .addOption(
      new Option("--outcome <outcomes...>", "of which the trigger has decided this").choices(
        replayableOutcomes,
      ),
    )
    .option("--include-past", "also those that were told for the record only", false)
    .option("--despite-age", "also those that are older than the trigger allows", false)
    .action(
      answering(async (options: ReplayEventsOptions) =>
        (await import("../actions/events.ts")).replayEvents(options),
      ),
    );
  return command;
}
