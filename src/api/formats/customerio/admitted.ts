import type { RequestHandler, Response } from "express";
import type { Scope } from "../../../contract/scopes.ts";
import { forCaller } from "../../caller-context.ts";
import type { Caller } from "../../route.ts";
import { admit, basicOf } from "../admit.ts";
import type { FormatDependencies } from "../format.ts";

/**
 * Lets those through who have the scope: the site's id is the user, the API key the password, or it
 * is a Bearer token.
 * @param route as it is declared, for the log
 */
export function admitted(deps: FormatDependencies, scope: Scope, route: string): RequestHandler {
  return async (request, response, next) => {
    response.locals["route"] = route;
    response.locals["caller"] = await admit(deps, request, basicOf(request)?.password, scope);
    next();
  };
}

export function scopesOf(response: Response): readonly Scope[] {
  return (response.locals["caller"] as Caller).scopes;
}

/** What a call is given for the caller that was admitted. */
export function callerOf(deps: FormatDependencies, response: Response): FormatDependencies {
  return forCaller(deps, response.locals["caller"] as Caller, response);
}
