import type { Request } from "express";
import { AppError } from "../contract/errors.ts";

export const sessionCookie = "campanile_session";

export type Credentials =
  | { kind: "key"; key: string }
  | { kind: "session"; token: string }
  | { kind: "none" };

/** Bearer, or Basic with the key as password and any user, or a browser's session. */
export function credentialsOf(request: Request): Credentials {
  const header = request.headers.authorization;
  if (header === undefined) {
    const token = cookieOf(request, sessionCookie);
    return token === undefined ? { kind: "none" } : { kind: "session", token };
  }
  const [, scheme = "", value = ""] = /^(\S+) +(\S+) *$/.exec(header) ?? [];
  if (scheme.toLowerCase() === "bearer") return { kind: "key", key: value };
  if (scheme.toLowerCase() !== "basic") return { kind: "none" };
  const pair = Buffer.from(value, "base64").toString("utf8");
  return { kind: "key", key: pair.slice(pair.indexOf(":") + 1) };
}

export function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key = "", value] = part.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return undefined;
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A cookie goes along with requests that another site makes: those may not change anything.
 * @throws AppError `forbidden` for an unsafe method from elsewhere
 */
export function requireSameOrigin(request: Request): void {
  if (safe.has(request.method)) return;
  const site = request.headers["sec-fetch-site"];
  if (site === undefined ? isOwnOrigin(request) : site === "same-origin") return;
  throw new AppError("forbidden", "a browser's session may be used by this site's own pages only");
}

function isOwnOrigin(request: Request): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
