import { Command, Option } from "commander";
import type { RunActionKind } from "../../contract/api/bulk-action.ts";
import { runActionKinds } from "../../contract/api/bulk-action.ts";
import { blockStates, runStatuses } from "../../contract/api/run.ts";
import { retryOrigins } from "../../contract/retry-origins.ts";
import type { RunsOptions } from "../actions/runs.ts";
import { answering } from "../answer.ts";

const actions = () => import("../actions/runs.ts");

const does: Record<RunActionKind, string> = {
  stop: "end runs in order: at once while they wait, else after the block in progress",
  retry: "have failed runs go on, at the block that failed",
  pause: "have runs begin no further block until they are resumed; waits that come due wait on",
  resume: "have paused runs go on where they stand",
  move: "have runs that wait go on in another version of their workflow",
};

/** `runs stop|retry|pause|resume|move`, and what has come of it. */
export function runsCommand(): Command {
  const command = new Command("runs").description(
    "stop, retry, pause, resume or move all runs that a filter finds; --dry-run counts them first",
  );
  for (const action of runActionKinds) command.addCommand(actionCommand(action));
  command
    .command("actions")
    .description("list what was done to many runs, the newest first")
    .action(answering(async () => (await actions()).listActions()));
  command
    .command("action <id>")
    .description("show how far one has come")
    .option("--cancel", "end it before its next page; what it has done stays done", false)
    .action(
      answering(async (id: string, options: { cancel: boolean }) =>
        (await actions()).oneAction(id, options),
      ),
    );
  return command;
}

function actionCommand(action: RunActionKind): Command {
  const command = new Command(action)
    .description(does[action])
    .requiredOption("--reason <text>", "why, for the record")
    .option("--dry-run", "only count the runs", false)
    .option("--at-most <number>", "refuse when more are found")
    .option("--id <ids...>", "these runs")
    .option("--workflow <id>", "of this workflow")
    .option("--version <number>", "of this version of it")
    .option("--block <id>", "that came by this block of it")
    .addOption(new Option("--block-state <state>", "how").choices(blockStates))
    .addOption(new Option("--status <status>", "that are so").choices(runStatuses))
    .option("--paused", "only paused ones")
    .option("--contact <id>", "of this contact")
    .option("--event-type <key>", "that events of this type have started")
    .option("--since <instant>", "created at or after, such as 2026-11-30T10:00:00Z")
    .option("--until <instant>", "created before")
    .option(
      "--search <text>",
      "the beginning of the event's key, or of what the contact is found by",
    )
    .option("--everything", "all there are");
  if (action === "retry") {
    command.addOption(
      new Option("--from <where>", "where they go on").choices(retryOrigins).default("failedBlock"),
    );
    command.option(
      "--to-version <version>",
      "the version they go on in: current, or a number; by default the one each is in",
    );
  }
  if (action === "move") command.option("--to-version <number>", "by default the current one");
  return command.action(
    answering(async (options: RunsOptions) => (await actions()).actOnRuns(action, options)),
  );
}

/** `reconcile`: after a backup was restored. */
export function reconcileCommand(): Command {
  return new Command("reconcile")
    .description(
      "compare runs with Temporal after Postgres was restored to an earlier time: write again what had " +
        "ended, terminate what no row belongs to",
    )
    .option("--dry-run", "say what would be done, and do nothing", false)
    .action(
      answering(async (options: { dryRun: boolean }) =>
        (await import("../actions/reconcile.ts")).reconcileRuns(options),
      ),
    );
}
