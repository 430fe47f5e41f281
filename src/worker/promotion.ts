import type { ConnectionLike } from "@temporalio/client";
import type { Logger } from "pino";
import { isLaterBuild } from "../domain/interpreter.ts";
import type { Config } from "../platform/config/config.ts";
import { reasonOf } from "../platform/reason.ts";
import type { WorkerRouting } from "../platform/temporal/worker-versions.ts";
import { routeWork, workerRouting } from "../platform/temporal/worker-versions.ts";
import type { Repeated } from "./repeat.ts";
import { repeat } from "./repeat.ts";

const everyMs = 2_000;

export interface FollowedRouting extends Repeated {
  /**
   * Whether all work goes to this release, as far as was last seen. Only then may a run be started on the
   * spot, by the worker that asks for it: that goes past the routing.
   */
  isCurrent(): boolean;
}

/** Without a worker deployment all work is everybody's. */
const ofNone: FollowedRouting = { isCurrent: () => true, stop: async () => undefined };

/**
 * Has Temporal route work to this release as soon as its workers are known there, where no release has it
 * yet, or an earlier one of the same name: a deployment then needs nobody to say so. A later one keeps it,
 * and so does a share that somebody is trying out.
 */
export function followRouting(
  connection: Pick<ConnectionLike, "workflowService">,
  temporal: Config["temporal"],
  log: Logger,
): FollowedRouting {
  const { namespace, workerDeployment } = temporal;
  if (workerDeployment === undefined) return ofNone;
  const { name: deploymentName, buildId, promotion } = workerDeployment;
  const about = { deploymentName, buildId };
  // Who routes work elsewhere afterwards is not contradicted.
  let isSettled = false;
  let isCurrent = false;

  const settle = (message: string): void => {
    isSettled = true;
    log.info(about, message);
  };

  async function promote(from: WorkerRouting): Promise<void> {
    const { current, ramping, versions } = from;
    if (current === buildId) settle("work goes to this release");
    if (isSettled || !versions.some((one) => one.buildId === buildId)) return;
    if (current !== null) {
      const how = `campanile worker-versions promote ${buildId}`;
      if (promotion === "manual" || !isLaterBuild(buildId, current)) {
        settle(`work goes to ${current}, and to this release when it is promoted: ${how}`);
        return;
      }
      if (ramping !== null) {
        settle(`a share of ${ramping.percent} % is being tried out: this release waits`);
        return;
      }
    }
    try {
      await routeWork(connection, namespace, { deploymentName, buildId, from });
      settle(`work goes to this release now; before, to ${current ?? "workers of none"}`);
    } catch (error) {
      // Not all of its task queues are known yet, or another worker was first.
      log.warn({ ...about, err: reasonOf(error) }, "this release could not be promoted yet");
    }
  }

  const look = async (): Promise<void> => {
    const routing = await workerRouting(connection, namespace, deploymentName).catch(
      (error: unknown) => {
        isCurrent = false;
        throw error;
      },
    );
    isCurrent = routing?.current === buildId && routing.ramping === null;
    if (routing !== undefined && !isSettled) await promote(routing);
  };
  const looking = repeat("looking where work goes", everyMs, look, log);
  return { isCurrent: () => isCurrent, stop: () => looking.stop() };
}
