import type { WorkerVersionsAnswer } from "../../contract/api/worker-versions.ts";
import { listWorkers } from "../../db/core/workers-seen.ts";
import { canFollow } from "../../domain/interpreter.ts";
import type { WorkerRouting, WorkerVersion } from "../../platform/temporal/worker-versions.ts";
import type { ServiceContext } from "../context.ts";
import { stillPolling } from "./polling.ts";
import { nameOf } from "./name-of.ts";

/** What Temporal says of the releases of the workers. */
export type WorkerVersions =
  | { outcome: "of none" }
  /** In words that can be shown: no addresses, no certificates. */
  | { outcome: "away"; why: string }
  | {
      outcome: "asked";
      deployment: string;
      routing: Pick<WorkerRouting, "current" | "ramping">;
      versions: (WorkerVersion & { openRuns: number })[];
      pollers: { identity: string; buildId: string; lastSeenAt: Date }[];
    };

export type AskWorkerVersions = () => Promise<WorkerVersions>;

/** Which releases get work, what each still has, and what keeps one from being promoted. */
export async function listWorkerVersions(
  { sql, now }: ServiceContext,
  ask: AskWorkerVersions,
): Promise<WorkerVersionsAnswer> {
  const found = await ask();
  if (found.outcome !== "asked") {
    const why = found.outcome === "away" ? found.why : null;
    return { deployment: null, current: null, ramping: null, versions: [], why };
  }
  const { deployment, routing, versions, pollers } = found;
  const { current, ramping } = routing;
  const polling = stillPolling(pollers, await listWorkers(sql), now());
  return {
    deployment,
    current,
    ramping,
    versions: versions.map((version) => ({
      ...version,
      cannotFollow: versions
        .filter(({ buildId }) => !canFollow(version.buildId, buildId))
        .reduce((sum, { openRuns }) => sum + openRuns, 0),
      workers: polling
        .filter(({ buildId }) => buildId === version.buildId)
        .map(({ identity }) => ({ identity, name: nameOf(identity) })),
    })),
    why: null,
  };
}
