import type { Sql } from "../../db/core/database.ts";
import { listApis } from "../../db/core/apis-seen.ts";
import { listWorkers } from "../../db/core/workers-seen.ts";
import { interpreterBuildId } from "../../domain/interpreter.ts";
import { ownVersion } from "../../platform/version.ts";
import type { Finding } from "./finding.ts";

/** As long as a process may be silent before it is taken for ended. */
const silenceSeconds = 30;

/** While an upgrade is rolled out they differ; for longer it is one that was forgotten. */
export async function* examineReleases(sql: Sql): AsyncGenerator<Finding> {
  const what = "Releases";
  const seen = [
    ...(await listWorkers(sql)).map((worker) => ({ kind: "worker", ...worker })),
    ...(await listApis(sql)).map((api) => ({ kind: "API", ...api })),
  ].filter(({ silentSeconds }) => silentSeconds < silenceSeconds);
  const others = seen.filter(
    ({ version, build }) =>
      version !== null && (version !== ownVersion || build !== interpreterBuildId),
  );
  const own = `${ownVersion} (${interpreterBuildId})`;
  if (others.length === 0) {
    yield { what, ok: true, says: `all processes are of this one, ${own}` };
    return;
  }
  const named = others.map(
    ({ kind, id, version, build }) => `the ${kind} ${id} is of ${version} (${build ?? "no build"})`,
  );
  const says = `${named.join(", ")}, and this is ${own}: end an upgrade by restarting each, or run this from their release`;
  yield { what, ok: true, doubtful: true, says };
}
