import type { Request } from "express";
import { timingSafeEqual } from "node:crypto";
import { AppError } from "../contract/errors.ts";
import { scopes } from "../contract/scopes.ts";
import { hasExpired, KnownKeys } from "../services/api-keys/known.ts";
import { hashOfKey } from "../services/api-keys/api-keys.ts";
import { findSession } from "../services/sessions/sessions.ts";
import type { Credentials } from "./credentials.ts";
import { credentialsOf, requireSameOrigin } from "./credentials.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { FailedAttempts } from "./failed-attempts.ts";
import { RateLimits } from "./rate-limits.ts";
import type { Caller } from "./route.ts";

/** Who makes a request. Throws AppError `unauthenticated`, `forbidden` or `too_many_requests`. */
export interface Authenticator {
  /** Finds out who asks by the request's header, or its browser's session. */
  (request: Request): Promise<Caller>;
  /** Does so by a key that stands elsewhere: in the body, or in a header of a format's own. */
  byKey(request: Request, key: string): Promise<Caller>;
}

export function createAuthenticator({ db, config }: ApiDependencies): Authenticator {
  const keys = new KnownKeys(db);
  const failed = new FailedAttempts();
  const limits = new RateLimits(db, config.rateLimit);
  // API_KEY of the environment: all scopes, and no row, so that a new value retires the old one.
  const fixed = config.apiKey === undefined ? undefined : hashOfKey(config.apiKey);

  async function callerOf(
    request: Request,
    address: string,
    credentials: Credentials,
  ): Promise<Caller | null> {
    if (credentials.kind === "none") {
      throw new AppError("unauthenticated", "an API key is needed: Authorization: Bearer cmp_…");
    }
    if (credentials.kind === "session") {
      const session = await findSession(db, credentials.token);
      // It isn't counted: nobody guesses 192 bits, and a page that is left open goes on asking.
      if (session === null) throw unknown();
      requireSameOrigin(request);
      const { keyId, person, scopes: granted } = session;
      return { keyId, personId: person?.id ?? null, scopes: granted };
    }
    const hash = hashOfKey(credentials.key);
    if (fixed !== undefined && timingSafeEqual(hash, fixed)) {
      await limits.admit(request, "environment", null);
      return { keyId: null, personId: null, scopes };
    }
    const key = await keys.find(hash, Date.now());
    if (key === null) {
      // Only a wrong key pauses: behind a proxy many share an address, and nobody guesses 192 bits.
      failed.check(address, Date.now());
      return null;
    }
    if (hasExpired(key, Date.now())) throw expired(key.expiresAt);
    const { keyId, scopes: granted, rateLimit, origins } = key;
    if (origins.length > 0 && !origins.includes(request.get("origin") ?? "")) {
      throw new AppError(
        "forbidden",
        `pages of ${origins.join(", ")} may use this key, and nobody else`,
      );
    }
    await limits.admit(request, keyId, rateLimit);
    return { keyId, personId: null, scopes: granted };
  }

  async function identify(request: Request, credentials: Credentials): Promise<Caller> {
    const address = request.ip ?? "";
    const caller = await callerOf(request, address, credentials);
    if (caller !== null) return caller;
    failed.note(address, Date.now());
    throw unknown();
  }
  return Object.assign((request: Request) => identify(request, credentialsOf(request)), {
    byKey: (request: Request, key: string) => identify(request, { kind: "key", key }),
  });
}

const expired = (at: Date | null) =>
  new AppError(
    "unauthenticated",
    `this API key expired at ${at?.toISOString()}: use its successor`,
  );

const unknown = () =>
  new AppError("unauthenticated", "the API key or session is unknown, expired or revoked");
