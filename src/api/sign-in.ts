import type { Request, Response } from "express";
import type { SessionState } from "../contract/api/session.ts";
import { AppError } from "../contract/errors.ts";
import { endSession, sessionState } from "../services/sessions/sessions.ts";
import { loadKnownBrowsers } from "../services/sessions/known-browser.ts";
import type { SignIn } from "../services/sessions/sign-in.ts";
import type { RouteDependencies } from "./dependencies.ts";
import {
  browserCookieOf,
  sessionTokenOf,
  setBrowserCookie,
  setSessionCookie,
} from "./session-cookie.ts";

/** Signs a browser in one way or another: guessing is slowed down, success sets the cookie. */
export async function signIn(
  { db, config, signIns }: RouteDependencies,
  { request, response }: { request: Request; response: Response },
  way: { account?: string; attempt: () => Promise<SignIn>; fault: string },
): Promise<SessionState> {
  const { account } = way;
  const browsers = account === undefined ? null : await loadKnownBrowsers(db, config.secretsKeys);
  const cookie = browserCookieOf(request);
  const tried = await signIns.run(
    {
      address: request.ip ?? "",
      ...(account !== undefined && { account, knownBrowser: browsers?.idOf(cookie, account) }),
    },
    way.attempt,
  );
  if (tried.outcome === "refused") throw new AppError("unauthenticated", way.fault);
  if (browsers !== null && account !== undefined) {
    setBrowserCookie(response, config, browsers.withAccount(cookie, account));
  }
  return enter({ db, config }, { request, response }, tried.token);
}

/** Hands the browser its new session; the one that it had ends, since nobody could use it again. */
export async function enter(
  { db, config }: Pick<RouteDependencies, "db" | "config">,
  { request, response }: { request: Request; response: Response },
  token: string,
): Promise<SessionState> {
  const before = sessionTokenOf(request);
  if (before !== null) await endSession(db, before);
  setSessionCookie(response, config, token);
  return sessionState(db, config, token);
}
