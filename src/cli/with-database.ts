import { pino } from "pino";
import type { ServiceContext } from "../services/context.ts";
import { serviceContext } from "../services/context.ts";
import { withRendererPool } from "../rendering/pool.ts";
import type { Renderer } from "../rendering/renderer.ts";
import type { Config } from "../platform/config/config.ts";
import type { SealingKeys } from "../platform/config/sealing-keys.ts";
import { ownConfig } from "../platform/config/config.ts";
import type { Database } from "../db/core/database.ts";
import { openDatabase } from "../db/core/database.ts";
import { schemaState } from "../db/core/schema-state.ts";
import { knownSecretsKeys } from "./secrets-keys.ts";
import { databaseUrl } from "./database-url.ts";
import { SettingsError } from "./failures.ts";
import { postgresErrorText } from "./postgres-error.ts";

/** @throws SettingsError that names every setting that can't be used */
export function configOrThrow(): Config {
  const result = ownConfig();
  if (result.ok) return result.config;
  throw new SettingsError(result.problems);
}

/** Runs a command that changes things as the services do. */
export function withContext<Result>(
  work: (context: ServiceContext) => Promise<Result>,
): Promise<Result> {
  const keys = knownSecretsKeys(configOrThrow());
  return withDatabase((db) =>
    withRendererPool((renderer) => work(commandContext(db, renderer, keys))),
  );
}

/** Whoever reaches the database may do anything; what they do goes under the command line's name. */
export function commandContext(
  db: Database,
  renderer: Renderer,
  secretsKeys?: SealingKeys,
): ServiceContext {
  const actor = { kind: "system", name: "cli" } as const;
  return serviceContext({
    db,
    renderer,
    actor,
    log: pino({ level: "silent" }),
    secretsKeys,
  });
}

export async function withDatabase<Result>(
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = openDatabase(await databaseUrl(configOrThrow()), 2);
  try {
    const schema = await schemaState(db);
    if (schema.state !== "current" && !(schema.state === "newer" && schema.usable)) {
      throw new Error(schema.says);
    }
    return await work(db);
  } catch (error) {
    throw postgresErrorText(error);
  } finally {
    await db.close();
  }
}
