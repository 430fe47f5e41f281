import { Command } from "commander";
import type { BulkAction, BulkPreview } from "../contract/api/bulk-action.ts";
import { bulkActionKinds, newBulkAction } from "../contract/api/bulk-action.ts";
import { id } from "../contract/api/fields.ts";
import { blockStates, runStatuses } from "../contract/api/run.ts";
import { parse } from "../contract/parse.ts";
import { retryOrigins } from "../contract/retry-origins.ts";
import {
  cancelBulkAction,
  getBulkAction,
  listBulkActions,
} from "../services/bulk-actions/bulk-actions.ts";
import { previewBulkAction, requestBulkAction } from "../services/bulk-actions/request.ts";
import { withContext } from "./with-database.ts";

const does = {
  stop: "end runs in order: at once while they wait, else after the block in progress",
  retry: "have failed runs go on, at the block that failed",
  pause: "have runs begin no further block until they are resumed; waits that come due wait on",
  resume: "have paused runs go on where they stand",
  move: "have runs that wait go on in another version of their workflow",
} as const;

interface Options {
  reason: string;
  dryRun: boolean;
  json: boolean;
  atMost?: string;
  from?: string;
  toVersion?: string;
  id?: string[];
  workflow?: string;
  version?: string;
  contact?: string;
  status?: string;
  paused?: true;
  block?: string;
  blockState?: string;
  since?: string;
  until?: string;
  eventType?: string;
  search?: string;
  everything?: true;
}

/** `runs stop|retry|pause|resume|move`, and what has come of it. */
export function runsCommand(): Command {
  const command = new Command("runs").description(
    "stop, retry, pause, resume or move all runs that a filter finds; --dry-run counts them first",
  );
  for (const action of bulkActionKinds) command.addCommand(actionCommand(action));
  command
    .command("actions")
    .description("list what was done to many runs, the newest first")
    .option("--json", "as JSON", false)
    .action(({ json }: { json: boolean }) =>
      withContext(async (context) => {
        const { items } = await listBulkActions(context, { limit: 50 });
        if (json) console.log(JSON.stringify(items));
        else for (const one of items) console.log(lineOf(one));
      }),
    );
  command
    .command("action <id>")
    .description("show how far one has come")
    .option("--json", "as JSON", false)
    .option("--cancel", "end it before its next page; what it has done stays done", false)
    .action((given: string, options: { json: boolean; cancel: boolean }) =>
      withContext(async (context) => {
        const actionId = parse(id, given, "the action's id");
        const one = await (options.cancel ? cancelBulkAction : getBulkAction)(context, actionId);
        console.log(options.json ? JSON.stringify(one) : lineOf(one));
      }),
    );
  return command;
}

function actionCommand(action: (typeof bulkActionKinds)[number]): Command {
  const command = new Command(action)
    .description(does[action])
    .requiredOption("--reason <text>", "why, for the record")
    .option("--dry-run", "only count the runs", false)
    .option("--at-most <number>", "refuse when more are found")
    .option("--json", "as JSON", false)
    .option("--id <ids...>", "these runs")
    .option("--workflow <id>", "of this workflow")
    .option("--version <number>", "of this version of it")
    .option("--block <id>", "that came by this block of it")
    .option("--block-state <state>", `how: ${blockStates.join(", ")}`)
    .option("--status <status>", runStatuses.join(", "))
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
    command.option("--from <where>", retryOrigins.join(" or "), "failedBlock");
  }
  if (action === "move") command.option("--to-version <number>", "by default the current one");
  return command.action((options: Options) => carryOut(action, options));
}

async function carryOut(action: (typeof bulkActionKinds)[number], options: Options): Promise<void> {
  const { reason, from, toVersion, atMost, dryRun, json } = options;
  const body = {
    action,
    reason,
    ...(atMost !== undefined && { atMost: numberOf(atMost) }),
    ...(from !== undefined && { from }),
    ...(toVersion !== undefined && { toVersion: numberOf(toVersion) }),
    runs: filterOf(options),
  };
  const wanted = parse(newBulkAction, body, "the command");
  await withContext(async (context) => {
    if (dryRun) {
      const found = await previewBulkAction(context, wanted);
      console.log(json ? JSON.stringify(found) : previewText(found));
      return;
    }
    const one = await requestBulkAction(context, wanted);
    console.log(json ? JSON.stringify(one) : lineOf(one));
  });
}

function filterOf(options: Options): object {
  const { workflow, version, contact, block, eventType, since, until } = options;
  const { id: ids, status, paused, blockState, search, everything } = options;
  const given = {
    ids,
    workflowId: workflow,
    version: version === undefined ? undefined : numberOf(version),
    contactId: contact,
    status,
    paused,
    blockId: block,
    blockState,
    from: since,
    to: until,
    typeKey: eventType,
    search,
    everything,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What is no number is told by the schema. */
const numberOf = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

function previewText({ found, isAll, workflows }: BulkPreview): string {
  const all = isAll ? `${found}` : `${found} or more`;
  return [`${all} runs`, ...workflows.map(({ name, runs }) => `  ${runs}  ${name}`)].join("\n");
}

function lineOf(one: BulkAction): string {
  const skipped = Object.entries(one.skipped).map(([why, count]) => `${why} ${count}`);
  return [
    one.id,
    one.requestedAt.toISOString(),
    one.action,
    one.state,
    `${one.changed} of ${one.found}${one.foundAll ? "" : " or more"}`,
    ...(skipped.length > 0 ? [`left: ${skipped.join(", ")}`] : []),
    one.reason,
  ].join("  ");
}
