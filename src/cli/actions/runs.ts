import type { BulkAction, BulkPreview, RunActionKind } from "../../contract/api/bulk-action.ts";
import { newBulkAction } from "../../contract/api/bulk-action.ts";
import { id } from "../../contract/api/fields.ts";
import { parse } from "../../contract/parse.ts";
import {
  cancelBulkAction,
  getBulkAction,
  listBulkActions,
} from "../../services/bulk-actions/bulk-actions.ts";
import { previewBulkAction, requestBulkAction } from "../../services/bulk-actions/request.ts";
import type { Answer } from "../answer.ts";
import { withContext } from "../with-database.ts";

export interface RunsOptions {
  reason: string;
  dryRun: boolean;
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

export function actOnRuns(action: RunActionKind, options: RunsOptions): Promise<Answer> {
  const { reason, from, toVersion, atMost, dryRun } = options;
  const body = {
    action,
    reason,
    ...(atMost !== undefined && { atMost: numberOf(atMost) }),
    ...(from !== undefined && { from }),
    ...(toVersion !== undefined && { toVersion: numberOf(toVersion) }),
    runs: filterOf(options),
  };
  return askFor(body, { dryRun, text: previewText });
}

/** Asks for a bulk action, or only what it would be done to. */
export function askFor(
  body: object,
  { dryRun, text }: { dryRun: boolean; text(found: BulkPreview): string },
): Promise<Answer> {
  const wanted = parse(newBulkAction, body, "the command");
  return withContext(async (context) => {
    if (!dryRun) return answerOf(await requestBulkAction(context, wanted));
    const found = await previewBulkAction(context, wanted);
    return { json: found, text: text(found) };
  });
}

export function listActions(): Promise<Answer> {
  return withContext(async (context) => {
    const { items } = await listBulkActions(context, { limit: 50 });
    return { json: { items }, text: items.map(lineOf) };
  });
}

export function oneAction(given: string, { cancel }: { cancel: boolean }): Promise<Answer> {
  return withContext(async (context) => {
    const actionId = parse(id, given, "the action's id");
    return answerOf(await (cancel ? cancelBulkAction : getBulkAction)(context, actionId));
  });
}

const answerOf = (one: BulkAction): Answer => ({ json: one, text: lineOf(one) });

function filterOf(options: RunsOptions): object {
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
export const numberOf = (text: string): number | string =>
  /^\d+$/.test(text) ? Number(text) : text;

function previewText({ found, isAll, workflows, blockGone }: BulkPreview): string {
  const all = isAll ? `${found}` : `${found} or more`;
  return [
    `${all} runs`,
    ...workflows.map(({ name, runs }) => `  ${runs}  ${name}`),
    ...(blockGone > 0 ? [`left: blockGone ${blockGone}`] : []),
  ].join("\n");
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
