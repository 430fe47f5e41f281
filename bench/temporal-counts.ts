import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";

/** Requests of Temporal's server to its own database, as its metrics count them. */
export interface Persistence {
  requests: number;
  /** Those of them that change something. */
  writes: number;
  byOperation: Record<string, number>;
}

const line = /^persistence_requests(?:_total)?\{([^}]*)\} (\S+)$/gm;
const reading = /^(Get|List|Read|Count|Scan|Describe|Is|Watch|Query)/;

/** What the server has asked of its database since it was started. */
async function persistence(servers: { temporalMetrics: string }): Promise<Persistence> {
  const answer = await fetch(servers.temporalMetrics);
  if (!answer.ok) throw new Error(`${servers.temporalMetrics} answers ${answer.status}`);
  const byOperation: Record<string, number> = {};
  for (const [, labels = "", count] of (await answer.text()).matchAll(line)) {
    const operation = /\boperation="([^"]*)"/.exec(labels)?.[1] ?? "unknown";
    byOperation[operation] = (byOperation[operation] ?? 0) + Number(count);
  }
  return totals(byOperation);
}

/** What `work` made the server ask of its database. */
export async function persistenceOf<Result>(
  servers: { temporalMetrics: string },
  work: () => Promise<Result>,
): Promise<{ result: Result; persistence: Persistence }> {
  const before = await persistence(servers);
  const result = await work();
  // The server's queues settle what they have done: that belongs to the work.
  await sleep(1_000);
  const after = await persistence(servers);
  const spent = Object.entries(after.byOperation)
    .map(([name, count]): [string, number] => [name, count - (before.byOperation[name] ?? 0)])
    .filter(([, count]) => count > 0);
  return { result, persistence: totals(Object.fromEntries(spent)) };
}

function totals(byOperation: Record<string, number>): Persistence {
  const all = Object.entries(byOperation);
  const sum = (entries: [string, number][]): number =>
    entries.reduce((total, [, count]) => total + count, 0);
  return {
    requests: sum(all),
    writes: sum(all.filter(([operation]) => !reading.test(operation))),
    byOperation,
  };
}

/** How many events a workflow's history has, and their bytes. */
export async function historyOf(
  client: Client,
  workflowId: string,
): Promise<{ events: number; bytes: number }> {
  const { historyLength, historySize } = await client.workflow.getHandle(workflowId).describe();
  return { events: historyLength, bytes: historySize ?? Number.NaN };
}
