import type { Request, Response } from "express";
import type { Config } from "../platform/config/config.ts";
import { sessionDays } from "../services/sessions/sessions.ts";
import { cookieOf, credentialsOf, sessionCookie } from "./credentials.ts";

const dayMs = 86_400_000;
const browserCookie = "campanile_browser";
const browserDays = 365;

export function cookieOptions(config: Config) {
  const secure = config.publicUrl.startsWith("https://");
  return { httpOnly: true, sameSite: "lax", secure, path: "/" } as const;
}

export function setSessionCookie(response: Response, config: Config, token: string): void {
  response.cookie(sessionCookie, token, { ...cookieOptions(config), maxAge: sessionDays * dayMs });
}

export function clearSessionCookie(response: Response, config: Config): void {
  response.clearCookie(sessionCookie, cookieOptions(config));
}

/** What the browser says of who has signed in there before: see services/sessions/known-browser. */
export function browserCookieOf(request: Request): string | undefined {
  return cookieOf(request, browserCookie);
}

export function setBrowserCookie(response: Response, config: Config, value: string): void {
  response.cookie(browserCookie, value, { ...cookieOptions(config), maxAge: browserDays * dayMs });
}

/** Null where there is no cookie, or a key beside it, which counts more. */
export function sessionTokenOf(request: Request): string | null {
  const credentials = credentialsOf(request);
  return credentials.kind === "session" ? credentials.token : null;
}
