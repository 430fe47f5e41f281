import type { Request } from "express";
import { timingSafeEqual } from "node:crypto";
import { AppError } from "../contract/errors.ts";
import { scopes } from "../contract/scopes.ts";
import type { Scope } from "../contract/scopes.ts";
import { KnownKeys } from "../services/api-keys/known.ts";
import { hashOfKey } from "../services/api-keys/token.ts";
import { findSession } from "../services/sessions/find.ts";
import { credentialsOf, requireSameOrigin } from "./credentials.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { FailedAttempts } from "./failed-attempts.ts";
import type { Caller } from "./route.ts";

/** Who makes a request. Throws AppError `unauthenticated`, `forbidden` or `too_many_requests`. */
export type Authenticator = (request: Request) => Promise<Caller>;

export function createAuthenticator({ db, config }: ApiDependencies): Authenticator {
  const keys = new KnownKeys(db);
  const failed = new FailedAttempts();
  // API_KEY of the environment: all scopes, and no row, so that a new value retires the old one.
  const fixed = config.apiKey === undefined ? undefined : hashOfKey(config.apiKey);

  async function callerOf(request: Request, address: string): Promise<Caller | null> {
    const credentials = credentialsOf(request);
    if (credentials.kind === "none") {
      throw new AppError("unauthenticated", "an API key is needed: Authorization: Bearer cmp_…");
    }
    if (credentials.kind === "session") {
      const session = await findSession(db, credentials.token);
      if (session !== null) requireSameOrigin(request);
      else failed.check(address, Date.now());
      return session;
    }
    const hash = hashOfKey(credentials.key);
    if (fixed !== undefined && timingSafeEqual(hash, fixed)) {
      return { keyId: null, scopes: [...scopes] satisfies Scope[] };
    }
    // Behind a proxy all share an address: a key that has been right before is not made to pause.
    if (!keys.hasSeen(hash)) failed.check(address, Date.now());
    return keys.find(hash, Date.now());
  }

  return async (request) => {
    const address = request.ip ?? "";
    const caller = await callerOf(request, address);
    if (caller !== null) return caller;
    failed.note(address, Date.now());
    throw new AppError("unauthenticated", "the API key or session is unknown, expired or revoked");
  };
}
