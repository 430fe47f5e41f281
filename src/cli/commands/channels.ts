import { Command, Option } from "commander";
import { pauseTransactional } from "../../domain/pressure/channel-pause.ts";
import type { DrainOptions, PauseOptions } from "../actions/channels.ts";
import { answering } from "../answer.ts";

const actions = () => import("../actions/channels.ts");

/** `channels`: what messages are sent by, and which of it stands still. */
export function channelsCommand(): Command {
  const command = new Command("channels").description(
    "list channels, pause one so that nothing leaves by it, resume it, or throw away what waits for it",
  );
  command
    .command("list", { isDefault: true })
    .description("each channel, whom it sends through, and what waits for it")
    .action(answering(async () => (await actions()).showChannels()));
  command
    .command("pause <channel>")
    .description("have nothing leave by a channel: messages wait until it is resumed")
    .requiredOption("--reason <text>", "why: what waits says it")
    .option("--until <instant>", "when it goes on by itself, such as 2026-11-30T10:00:00Z")
    .addOption(
      new Option("--transactional <what>", "whether transactional messages wait as well")
        .choices(pauseTransactional)
        .default("wait"),
    )
    .action(
      answering(async (channel: string, options: PauseOptions) =>
        (await actions()).pauseOne(channel, options),
      ),
    );
  command
    .command("resume <channel>")
    .description("have what waits for a channel go out")
    .action(answering(async (channel: string) => (await actions()).resumeOne(channel)));
  command
    .command("drain <channel>")
    .description(
      "throw away the messages that wait for a channel; their runs go on. --dry-run counts them",
    )
    .requiredOption("--reason <text>", "why: the messages say it")
    .option("--dry-run", "only count the messages", false)
    .option("--at-most <number>", "refuse when more are found")
    .option("--workflow <id>", "of this workflow")
    .action(
      answering(async (channel: string, options: DrainOptions) =>
        (await actions()).drainOne(channel, options),
      ),
    );
  return command;
}
