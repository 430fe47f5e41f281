import { createSignInCode } from "../../src/services/sessions/create-code.ts";
import type { TestApi } from "./api.ts";

export interface Browser {
  cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, fields?: Record<string, string>): Promise<Response>;
}

/** Fetches pages as a browser does that follows no redirect and keeps one cookie. */
export function browserOf(url: string, cookie = ""): Browser {
  const ask = (path: string, init: RequestInit) =>
    fetch(`${url}${path}`, {
      ...init,
      redirect: "manual",
      headers: { cookie, origin: url, "sec-fetch-site": "same-origin" },
    });
  return {
    cookie,
    get: (path) => ask(path, { method: "GET" }),
    post: (path, fields = {}) => ask(path, { method: "POST", body: new URLSearchParams(fields) }),
  };
}

export function cookieIn(response: Response): string {
  return /campanile_session=[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0] ?? "";
}

export async function signedIn({ db, url }: TestApi): Promise<Browser> {
  const code = await createSignInCode(db);
  const answer = await browserOf(url).get(`/sign-in?code=${code}`);
  return browserOf(url, cookieIn(answer));
}
