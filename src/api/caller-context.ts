import type { Response } from "express";
import type { Actor } from "../domain/actor.ts";
import type { ServiceContext } from "../services/context.ts";
import { serviceContext } from "../services/context.ts";
import type { ApiDependencies } from "./dependencies.ts";
import type { Caller } from "./route.ts";

/** What is done for nobody in particular: tracked links, deliveries of webhooks. */
export function apiContext(deps: ApiDependencies): ServiceContext {
  return serviceContext({ ...partsOf(deps), actor: { kind: "system", name: "api" } });
}

/** The same dependencies, for one request of a caller. */
export function forCaller<Dependencies extends ApiDependencies>(
  deps: Dependencies,
  caller: Caller,
  { req: { method }, locals }: Response,
): Dependencies & { context: ServiceContext } {
  // The path as it is declared: one that was sent may hold somebody's address.
  const request = `${method} ${String(locals["route"])}`;
  const context = serviceContext({ ...partsOf(deps), actor: actorOf(caller), request });
  return { ...deps, context };
}

function partsOf({ db, renderer, log, config }: ApiDependencies) {
  return { db, renderer, log, secretsKeys: config.secretsKeys };
}

function actorOf({ personId, keyId, scopes }: Caller): Actor {
  if (personId !== null) return { kind: "person", id: personId };
  if (keyId !== null || scopes.length > 0) return { kind: "key", id: keyId };
  return { kind: "system", name: "visitor" };
}
