import { contextOf } from "../../support/context.ts";
import { createSignInCode } from "../../../src/services/sessions/sign-in.ts";
import type { TestApi } from "./api.ts";

export interface Browser {
  cookie: string;
  get(path: string): Promise<Response>;
}

/** Fetches pages as a browser does that follows no redirect and keeps one cookie. */
export function browserOf(url: string, cookie = ""): Browser {
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  return { cookie, get: (path) => fetch(`${url}${path}`, { redirect: "manual", headers }) };
}

function cookieIn(response: Response): string {
  return /campanile_session=[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0] ?? "";
}

export async function signedIn({ db, url }: TestApi): Promise<Browser> {
  const code = await createSignInCode(contextOf(db));
  const answer = await fetch(`${url}/api/v1/session/code`, {
    method: "POST",
    body: JSON.stringify({ code }),
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
  });
  return browserOf(url, cookieIn(answer));
}
