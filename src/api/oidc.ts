import type { Request, Response } from "express";
import { Router } from "express";
import { AppError } from "../contract/errors.ts";
import { localPath } from "../domain/local-path.ts";
import type { Config } from "../platform/config/config.ts";
import type { OidcConfig } from "../platform/config/oidc-settings.ts";
import { newId } from "../platform/new-id.ts";
import { browserKey } from "../services/sessions/known-browser.ts";
import type { Provider } from "../services/sessions/oidc/provider.ts";
import { openProvider } from "../services/sessions/oidc/provider.ts";
import { ProviderFailed } from "../services/sessions/oidc/provider-failure.ts";
import { personOfClaims, signInByClaims } from "../services/sessions/oidc/sign-in.ts";
import { forCaller } from "./caller-context.ts";
import { cookieOf } from "./credentials.ts";
import type { AppDependencies } from "./dependencies.ts";
import { FailedAttempts } from "./failed-attempts.ts";
import { attemptMinutes, readAttempt, writeAttempt } from "./oidc-cookie.ts";
import { cookieOptions } from "./session-cookie.ts";
import { enter } from "./sign-in.ts";

const path = "/sign-in/oidc";
const back = `${path}/callback`;
const cookie = "campanile_oidc";

/** Signing in by the provider of the settings: there, and back. Every way ends at a page. */
export function oidcRouter(deps: AppDependencies): Router {
  const router = Router();
  const { oidc } = deps.config;
  if (oidc === undefined) return router;
  const flow = { ...deps, oidc, provider: openProvider(oidc), failed: new FailedAttempts() };
  router.get(path, (request, response) =>
    go(flow, request, response, () => begin(flow, request, response)),
  );
  router.get(back, (request, response) =>
    go(flow, request, response, () => finish(flow, request, response)),
  );
  return router;
}

interface Flow extends AppDependencies {
  oidc: OidcConfig;
  provider: Provider;
  failed: FailedAttempts;
}

/** Each failure counts by address: each asks the provider, who would have us pause. */
async function go(
  { failed, log }: Flow,
  request: Request,
  response: Response,
  work: () => Promise<string>,
): Promise<void> {
  response.locals["route"] = request.path;
  response.set("Cache-Control", "no-store");
  const address = request.ip ?? "";
  try {
    failed.check(address, Date.now());
    response.redirect(303, await work());
  } catch (error) {
    if (error instanceof ProviderFailed) {
      const { why, code } = error;
      if (why !== "cancelled") failed.note(address, Date.now());
      log.warn({ why, code }, "a sign-in by the OpenID provider came to nothing");
      response.redirect(303, pageOf(why));
    } else if (error instanceof AppError && error.code === "too_many_requests") {
      response.redirect(303, pageOf("pause"));
    } else {
      response.locals["page"] = true;
      throw error;
    }
  }
}

const pageOf = (why: string): string => `/sign-in?failed=${why}`;

async function begin(
  { db, config, provider }: Flow,
  request: Request,
  response: Response,
): Promise<string> {
  const { next } = request.query;
  const { url, attempt } = await provider.begin(config.publicUrl + back);
  const until = Date.now() + attemptMinutes * 60_000;
  const kept = { ...attempt, until, next: typeof next === "string" ? next.slice(0, 1_000) : "/" };
  const key = await browserKey(db, config.secretsKeys);
  response.cookie(cookie, writeAttempt(key, kept), {
    ...options(config),
    maxAge: attemptMinutes * 60_000,
  });
  return url.href;
}

async function finish(flow: Flow, request: Request, response: Response): Promise<string> {
  const { db, config, provider, oidc, failed, log } = flow;
  const key = await browserKey(db, config.secretsKeys);
  const kept = readAttempt(key, cookieOf(request, cookie), Date.now());
  response.clearCookie(cookie, options(config));
  const { state } = request.query;
  if (kept === null || state !== kept.state) {
    failed.note(request.ip ?? "", Date.now());
    log.warn({ why: "expired" }, "a sign-in by the OpenID provider came to nothing");
    return pageOf("expired");
  }
  // By the public address: behind a proxy the request has another.
  const claims = await provider.finish(new URL(config.publicUrl + request.originalUrl), kept);
  const identity = { issuer: claims.iss, subject: claims.sub };
  const id = (await personOfClaims(db, identity, claims)) ?? newId();
  const { context } = forCaller(flow, { keyId: null, personId: id, scopes: [] }, response);
  const signedIn = await signInByClaims(context, oidc, identity, claims, id);
  if (signedIn.outcome === "not let in") {
    log.warn({ why: signedIn.why }, "a person whom the OpenID provider knows was not let in");
    return pageOf(signedIn.why);
  }
  await enter({ db, config }, { request, response }, signedIn.token);
  return localPath(kept.next);
}

const options = (config: Config) => ({ ...cookieOptions(config), path });
