import type { NextFunction, Request, RequestHandler, Response } from "express";
import { AppError } from "../../contract/errors.ts";
import type { Database } from "../../db/core/database.ts";
import { findSession } from "../../services/sessions/sessions.ts";
import { sessionTokenOf } from "../session-cookie.ts";

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
