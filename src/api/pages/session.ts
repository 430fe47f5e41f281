import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { Config } from "../../contract/config.ts";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/database.ts";
import { findSession } from "../../services/sessions/find.ts";
import { sessionDays } from "../../services/sessions/sign-in.ts";
import { credentialsOf, sessionCookie } from "../credentials.ts";

const dayMs = 86_400_000;

function cookieOptions(config: Config) {
  const secure = config.publicUrl.startsWith("https://");
  return { httpOnly: true, sameSite: "lax", secure, path: "/" } as const;
}

export function setSessionCookie(response: Response, config: Config, token: string): void {
  response.cookie(sessionCookie, token, { ...cookieOptions(config), maxAge: sessionDays * dayMs });
}

export function clearSessionCookie(response: Response, config: Config): void {
  response.clearCookie(sessionCookie, cookieOptions(config));
}

export function sessionTokenOf(request: Request): string | null {
  const credentials = credentialsOf(request);
  return credentials.kind === "session" ? credentials.token : null;
}

/** Lets on whoever is signed in and may read; sends everybody else to the sign-in page. */
export function requireSession(db: Database): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const token = sessionTokenOf(request);
    const session = token === null ? null : await findSession(db, token);
    if (session === null) {
      response.set("Cache-Control", "no-store");
      response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    if (!session.scopes.includes("read")) {
      throw new AppError("forbidden", "this key may not see anything: it lacks the scope “read”");
    }
    next();
  };
}
