import type { ConnectionLike } from "@temporalio/client";
import { AppError } from "../../contract/errors.ts";
import { canFollow } from "../../domain/interpreter.ts";
import type { WorkerRouting } from "./worker-versions.ts";
import { openRunsOf, routeWork, workerRouting } from "./worker-versions.ts";

type Service = Pick<ConnectionLike, "workflowService">;

export interface Promotion {
  deploymentName: string;
  buildId: string;
  /** Only this share of runs goes to it, to try it out; undefined: all. */
  percent?: number | undefined;
  /** Though runs have gone on by later interpreters: those stand still. */
  force?: boolean;
}

/**
 * Routes work to the workers of a build: all of it, or a share to try it out.
 * @throws AppError `not_found`, or `conflict` where runs would stand still that a later interpreter has had
 */
export async function promoteVersion(
  service: Service,
  namespace: string,
  { deploymentName, buildId, percent, force = false }: Promotion,
): Promise<void> {
  const routing = await requireRouting(service, namespace, deploymentName);
  if (!routing.versions.some((one) => one.buildId === buildId)) {
    const known = routing.versions.map((one) => one.buildId).join(", ");
    throw new AppError("not_found", `Temporal knows no workers of ${buildId}, but of ${known}`);
  }
  if (!force) await requireFollowers(service, namespace, { deploymentName, buildId, routing });
  await routeWork(service, namespace, { deploymentName, buildId, percent, from: routing });
}

/** Routes work to workers that are of no deployment again, as before there was one. */
export async function releaseQueues(
  service: Service,
  namespace: string,
  deploymentName: string,
): Promise<void> {
  const from = await requireRouting(service, namespace, deploymentName);
  await routeWork(service, namespace, { deploymentName, buildId: null, from });
}

/** @throws AppError `not_found` */
export async function requireRouting(
  service: Service,
  namespace: string,
  deploymentName: string,
): Promise<WorkerRouting> {
  const routing = await workerRouting(service, namespace, deploymentName);
  if (routing !== undefined) return routing;
  const message = `Temporal has seen no worker of the deployment "${deploymentName}": start one with TEMPORAL_DEPLOYMENT_NAME=${deploymentName}`;
  throw new AppError("not_found", message);
}

/** An interpreter can replay what earlier ones have done, and not what later ones have. */
async function requireFollowers(
  service: Service,
  namespace: string,
  { deploymentName, buildId, routing }: Promotion & { routing: WorkerRouting },
): Promise<void> {
  const later = routing.versions.filter((one) => !canFollow(buildId, one.buildId));
  for (const other of later) {
    const count = await openRunsOf(service, namespace, { deploymentName, buildId: other.buildId });
    if (count === 0) continue;
    throw new AppError(
      "conflict",
      `${count} open ${count === 1 ? "run has" : "runs have"} gone on with ${other.buildId}, whose ` +
        `interpreter ${buildId} cannot follow: they would stand still until a later release is ` +
        "current again. To have it nevertheless: --force",
    );
  }
}
