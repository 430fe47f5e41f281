import { Connection } from "@temporalio/client";
import type { Config } from "../../platform/config/config.ts";
import { temporalConnectionOptions } from "../../platform/temporal/connection.ts";
import { missingSearchAttributes } from "../../platform/temporal/search-attributes.ts";
import { temporalAddress } from "../temporal-address.ts";
import type { Finding } from "./finding.ts";
import { find } from "./finding.ts";
import { unservedRuns } from "./task-queues.ts";
import { workerVersions } from "./worker-versions.ts";

const limitMs = 5_000;
const notFound = 5;

export async function* examineTemporal(config: Config): AsyncGenerator<Finding> {
  const address = await temporalAddress(config);
  if (address === null) {
    const says = "there is none to talk to: set TEMPORAL_ADDRESS, or have npm start running";
    yield { what: "Temporal", ok: false, says };
    return;
  }
  let connection: Connection | undefined;
  try {
    const remedy = "see that it runs and that TEMPORAL_ADDRESS and TEMPORAL_TLS_… are right";
    const connect = async (): Promise<string> => {
      const options = await temporalConnectionOptions({ ...config.temporal, address });
      connection = await Connection.connect({ ...options, connectTimeout: limitMs });
      return `can be reached at ${address}`;
    };
    yield await find("Temporal", connect, remedy);
    if (connection === undefined) return;
    yield* examineNamespace(connection, config.temporal);
  } finally {
    await connection?.close();
  }
}

async function* examineNamespace(
  connection: Connection,
  temporal: Config["temporal"],
): AsyncGenerator<Finding> {
  const { namespace } = temporal;
  const within = <Result>(ask: () => Promise<Result>): Promise<Result> =>
    connection.withDeadline(Date.now() + limitMs, ask);
  const found = await find("Namespace", () => within(() => namespaceOf(connection, namespace)));
  yield found;
  if (!found.ok) return;
  const kept = await within(() => retentionOf(connection, namespace));
  if (kept !== null) yield kept;
  const attributes = await find("Search attributes", () =>
    within(() => attributesOf(connection, namespace)),
  );
  yield attributes;
  // What has never had the attributes has never had a run.
  if (!attributes.ok) return;
  yield await find("Task queues", () => within(() => unservedRuns(connection, namespace)));
  yield await within(() => workerVersions(connection, temporal));
}

async function namespaceOf(connection: Connection, namespace: string): Promise<string> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return `"${namespace}" is there`;
  } catch (error) {
    if ((error as { code?: number }).code !== notFound) throw error;
    throw new Error(
      `there is no "${namespace}": make it with temporal operator namespace create ` +
        `--namespace ${namespace}, or set TEMPORAL_NAMESPACE`,
      { cause: error },
    );
  }
}

const daySeconds = 86_400;
const mostDays = 30;

/**
 * For how long Temporal keeps runs that have ended. Nothing that is promised depends on it; it is disk on
 * the one hand, and on the other what can be looked at there and mended after a backup was restored.
 */
async function retentionOf(connection: Connection, namespace: string): Promise<Finding | null> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  // Some servers don't say.
  if (seconds === 0) return null;
  const what = "Namespace's retention";
  const days = seconds / daySeconds;
  const hours = Math.round(days * 24);
  const text = hours < 72 ? `${hours} hours` : `${Math.round(days * 10) / 10} days`;
  const set = `temporal operator namespace update --retention 72h --namespace ${namespace}`;
  if (days > mostDays) {
    const says = `Temporal keeps ended runs for ${text}, some 25 kB each, and Campanile asks for none of them: ${set}`;
    return { what, ok: true, doubtful: true, says };
  }
  if (days < 1) {
    const says = `Temporal forgets ended runs after ${text}: a backup of Postgres that is older can't be mended from it: ${set}`;
    return { what, ok: true, doubtful: true, says };
  }
  return { what, ok: true, says: `Temporal keeps ended runs for ${text}` };
}

async function attributesOf(connection: Connection, namespace: string): Promise<string> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return "are there";
  const lacks = missing.length === 1 ? "is" : "are";
  throw new Error(`${missing.join(", ")} ${lacks} missing: run npm run cli -- migrate`);
}
