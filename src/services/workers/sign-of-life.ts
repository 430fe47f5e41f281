import { hostname } from "node:os";
import type { Logger } from "pino";
import { recordApi, removeApi } from "../../db/core/apis-seen.ts";
import type { Database } from "../../db/core/database.ts";
import { interpreterBuildId } from "../../domain/interpreter.ts";
import type { ProcessStanding } from "../../domain/process-standing.ts";
import { ownVersion } from "../../platform/version.ts";

export interface SignOfLife {
  /** Says it now, besides: the process is asked to end. */
  now(): void;
  /** Takes its row away: it ends in order. */
  stop(): Promise<void>;
}

const everyMs = 5_000;

/** Says every five seconds that this API is there and how it stands. Postgres may be away meanwhile. */
export function signOfLife(db: Database, standing: () => ProcessStanding, log: Logger): SignOfLife {
  const about = {
    id: `${hostname()}/${process.pid}`,
    version: ownVersion,
    build: interpreterBuildId,
    startedAt: new Date(),
  };
  let underWay: Promise<void> | undefined;

  function say(): void {
    underWay ??= recordApi(db, { ...about, standing: standing() })
      .catch((error: unknown) => log.debug({ err: error }, "no sign of life was noted"))
      .finally(() => (underWay = undefined));
  }

  say();
  const timer = setInterval(say, everyMs);
  timer.unref();
  return {
    now: say,
    stop: async () => {
      clearInterval(timer);
      await underWay;
      await removeApi(db, about.id).catch(() => undefined);
    },
  };
}
