import type { ConnectionLike } from "@temporalio/client";
import proto from "@temporalio/proto";

const { WorkerDeploymentVersionStatus: Status, WorkerVersioningMode } = proto.temporal.api.enums.v1;
const versioned = WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED;

/** Workers of one build, as a worker deployment of Temporal knows them. */
export interface WorkerVersion {
  buildId: string;
  /** `ready`: its workers ask for work, and get none. `retired`: it was current, and has no run left. */
  standing: "current" | "ramping" | "ready" | "draining" | "retired";
}

/** Which builds new work is routed to. */
export interface WorkerRouting {
  /** Null: to workers that are of no deployment. */
  current: string | null;
  ramping: { buildId: string | null; percent: number } | null;
  versions: WorkerVersion[];
  /** Changes with each change of the routing. */
  token: Uint8Array;
}

const notFound = 5;
const routedBy = "campanile";

type Service = Pick<ConnectionLike, "workflowService">;

/**
 * How a worker deployment's work is routed: the newest build first.
 * @returns undefined while Temporal has heard of no worker of it
 */
export async function workerRouting(
  { workflowService }: Service,
  namespace: string,
  deploymentName: string,
): Promise<WorkerRouting | undefined> {
  const answer = await workflowService
    .describeWorkerDeployment({ namespace, deploymentName })
    .catch((error: unknown) => {
      if (codeOf(error) === notFound) return undefined;
      throw error;
    });
  const info = answer?.workerDeploymentInfo;
  if (!answer || !info) return undefined;
  const routing = info.routingConfig;
  const share = routing?.rampingVersionPercentage ?? 0;
  const ramping = routing?.rampingDeploymentVersion?.buildId ?? null;
  const versions = (info.versionSummaries ?? []).map(({ deploymentVersion, status }) => ({
    buildId: deploymentVersion?.buildId ?? "",
    standing: standings[status ?? 0] ?? "ready",
  }));
  return {
    current: routing?.currentDeploymentVersion?.buildId ?? null,
    ramping: share > 0 ? { buildId: ramping, percent: share } : null,
    versions,
    token: answer.conflictToken ?? new Uint8Array(),
  };
}

const standings: Partial<Record<number, WorkerVersion["standing"]>> = {
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_INACTIVE]: "ready",
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT]: "current",
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING]: "ramping",
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING]: "draining",
  [Status.WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED]: "retired",
};

/** How many open runs (and fan-outs) workers of a build had last. */
export async function openRunsOf(
  { workflowService }: Service,
  namespace: string,
  { deploymentName, buildId }: { deploymentName: string; buildId: string },
): Promise<number> {
  const version = JSON.stringify(`${deploymentName}:${buildId}`);
  const { count } = await workflowService.countWorkflowExecutions({
    namespace,
    query: `TemporalWorkerDeploymentVersion = ${version} AND ExecutionStatus = "Running"`,
  });
  return Number(count ?? 0);
}

/** The same of each of a deployment's builds. */
export function withOpenRuns(
  service: Service,
  namespace: string,
  deploymentName: string,
  versions: readonly WorkerVersion[],
): Promise<(WorkerVersion & { openRuns: number })[]> {
  return Promise.all(
    versions.map(async (version) => {
      const build = { deploymentName, buildId: version.buildId };
      return { ...version, openRuns: await openRunsOf(service, namespace, build) };
    }),
  );
}

export interface Route {
  deploymentName: string;
  /** Null: to workers that are of no deployment. */
  buildId: string | null;
  /** To it goes this share of runs, by their ids; undefined: all. */
  percent?: number | undefined;
  /** The routing that was looked at: another one meanwhile refuses it. */
  from: Pick<WorkerRouting, "ramping" | "token">;
}

/** Routes new work, and each run at its next task, to the workers of a build. */
export async function routeWork(
  { workflowService }: Service,
  namespace: string,
  { deploymentName, buildId, percent, from }: Route,
): Promise<void> {
  const ofAll = { namespace, deploymentName, identity: routedBy };
  const to = { ...ofAll, buildId: buildId ?? "", conflictToken: from.token };
  if (percent !== undefined) {
    await workflowService.setWorkerDeploymentRampingVersion({ ...to, percentage: percent });
    return;
  }
  const { conflictToken } = await workflowService.setWorkerDeploymentCurrentVersion(to);
  if (from.ramping === null || from.ramping.buildId === buildId) return;
  // The share of another build, which was being tried out, would stay with it. No build has none.
  await workflowService.setWorkerDeploymentRampingVersion({
    ...ofAll,
    buildId: "",
    percentage: 0,
    conflictToken,
  });
}

/** Whose workers get what stands in the task queue; null: those that are of no deployment. */
export async function deploymentOfQueue(
  service: Service,
  namespace: string,
  taskQueue: string,
): Promise<string | null> {
  return (await versionsOfQueue(service, namespace, taskQueue)).owner;
}

export interface QueueVersions {
  /** Whose workers get what stands in it; null: those that are of no deployment. */
  owner: string | null;
  /** Workers of deployments that have asked for work lately. */
  pollers: { identity: string; deploymentName: string; buildId: string; lastSeenAt: Date }[];
}

/** Which releases' workers ask for what stands in the task queue, and whose get it. */
export async function versionsOfQueue(
  { workflowService }: Service,
  namespace: string,
  taskQueue: string,
): Promise<QueueVersions> {
  const { versioningInfo, pollers } = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return {
    owner: versioningInfo?.currentDeploymentVersion?.deploymentName || null,
    pollers: (pollers ?? []).flatMap(({ identity, lastAccessTime, deploymentOptions }) =>
      deploymentOptions?.workerVersioningMode === versioned
        ? {
            identity: identity ?? "",
            deploymentName: deploymentOptions.deploymentName ?? "",
            buildId: deploymentOptions.buildId ?? "",
            lastSeenAt: new Date(Number(lastAccessTime?.seconds ?? 0) * 1_000),
          }
        : [],
    ),
  };
}

function codeOf(error: unknown): number | undefined {
  return (error as { code?: number }).code;
}
