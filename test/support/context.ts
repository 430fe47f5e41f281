import { pino } from "pino";
import type { Database } from "../../src/db/core/database.ts";
import type { SealingKeys } from "../../src/platform/config/sealing-keys.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { serviceContext } from "../../src/services/context.ts";
import { renderer } from "./renderer.ts";

/** The context of a test, which is nobody in particular. */
export function contextOf(db: Database, secretsKeys?: SealingKeys): ServiceContext {
  return serviceContext({
    db,
    renderer,
    actor: { kind: "system", name: "test" },
    log: pino({ level: "silent" }),
    secretsKeys,
  });
}
