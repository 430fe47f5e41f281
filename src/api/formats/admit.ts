import type { Request } from "express";
import { AppError } from "../../contract/errors.ts";
import type { Scope } from "../../contract/scopes.ts";
import type { Caller } from "../route.ts";
import type { FormatDependencies } from "./format.ts";

/**
 * Lets a key through that has the scope. Keys only, never a browser's session: the paths of formats
 * are open to pages of other sites.
 * @throws AppError `unauthenticated`, `forbidden` or `too_many_requests`
 */
export async function admit(
  { authenticator }: FormatDependencies,
  request: Request,
  key: string | undefined,
  scope: Scope = "send",
): Promise<Caller> {
  if (key === undefined || key === "") {
    throw new AppError("unauthenticated", "an API key is needed");
  }
  const caller = await authenticator.byKey(request, key);
  if (!caller.scopes.includes(scope)) {
    throw new AppError("forbidden", `this needs an API key with the scope "${scope}"`);
  }
  return caller;
}

/** User and password of Basic, or a Bearer token as the password of nobody. */
export function basicOf(request: Request): { user: string; password: string } | null {
  const [, scheme = "", value = ""] =
    /^(\S+) +(\S+) *$/.exec(request.headers.authorization ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return { user: "", password: value };
  if (scheme.toLowerCase() !== "basic") return null;
  const pair = Buffer.from(value, "base64").toString("utf8");
  const [user = ""] = pair.split(":", 1);
  return { user, password: pair.slice(user.length + 1) };
}
