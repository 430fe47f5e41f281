import { Command, Option } from "commander";
import type { ExportOptions } from "../actions/export.ts";
import type { LoadOptions } from "../actions/load.ts";
import type { ReplayOptions } from "../actions/replay.ts";
import { answering, say, wantsJson } from "../answer.ts";

export function loadCommand(): Command {
  return new Command("load")
    .description("bring in a campaign, all of it or nothing; what is there already stays as it is")
    .argument(
      "<path>",
      "a file, - for standard input, or a folder with a campaign.json such as examples/welcome-series",
    )
    .option("--dry-run", "say what would be made, and make nothing", false)
    .option("--drafts", "publish and activate nothing, whatever the file says", false)
    .addOption(
      new Option("--on-conflict <how>", "with a workflow whose name is taken")
        .choices(["keep", "copy"])
        .default("keep"),
    )
    .action(
      answering(async (path: string, options: LoadOptions) =>
        (await import("../actions/load.ts")).loadFile(path, options),
      ),
    );
}

export function exportCommand(): Command {
  return new Command("export")
    .description(
      "write workflows with all that they need to a campaign file, as load reads it: event types, " +
        "bindings, templates, segments, topics. Without contacts, secrets and codes",
    )
    .argument("[workflows...]", "by name or id; all that are not archived, if none is named")
    .option("--output <file>", "where to, instead of standard output; replaced as a whole")
    .option("--active", "note which workflows are active: load activates them again", false)
    .action(async (workflows: string[], options: ExportOptions, command: Command) => {
      const { exportCampaign } = await import("../actions/export.ts");
      const { file, wrote, warnings } = await exportCampaign(workflows, options);
      if (!wantsJson(command)) {
        for (const warning of warnings) process.stderr.write(`${warning}\n`);
      }
      if (wrote === null) say(command, file);
      else if (wantsJson(command)) say(command, JSON.stringify(wrote));
    });
}

export function replayCommand(): Command {
  return new Command("replay")
    .description(
      "send the events of an NDJSON file to an API again, in their order and with their message " +
        "ids: what it has taken already starts nothing",
    )
    .argument(
      "<file>",
      "lines as the retention export writes them, or events as the API takes them; .gz too, - for standard input",
    )
    .option("--to <url>", "the API; by default the one on this machine's PORT")
    .option("--key-file <file>", "holds the API key; by default CAMPANILE_API_KEY, or API_KEY")
    .option("--speed <times>", "so many times as fast as they came; by default as fast as it goes")
    .option("--from-line <number>", "begin with this line of the file", "1")
    .option("--progress <file>", "keep there how far it has come, and go on from there")
    .option("--dry-run", "read the file and count, and send nothing", false)
    .action((file: string, options: ReplayOptions, command: Command) =>
      answering(async () =>
        (await import("../actions/replay.ts")).replayFile(file, options, {
          isQuiet: wantsJson(command),
        }),
      )(command),
    );
}
