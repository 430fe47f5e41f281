import { contextOf } from "../support/context.ts";
import { randomBytes, scryptSync } from "node:crypto";
import { v7 } from "uuid";
import type { Role } from "../../src/contract/roles.ts";
import { createSignInCode } from "../../src/services/sessions/sign-in.ts";
import type { TestApp } from "./test-app.ts";

/** One browser that looks at our own pages: it keeps the session's cookie, and says where it is. */
export type Visitor = Pick<TestApp, "call">;

export function visitorOf(app: TestApp): Visitor {
  const cookies = new Map<string, string>();
  return {
    call: async (method, path, body, headers = {}) => {
      const cookie = [...cookies.values()].join("; ");
      const all = { "sec-fetch-site": "same-origin", cookie, ...headers };
      const answer = await app.call(method, `/api/v1${path}`, body, all);
      for (const set of answer.headers.getSetCookie()) {
        const [pair = ""] = set.split(";", 1);
        cookies.set(pair.slice(0, pair.indexOf("=")), pair);
      }
      return answer;
    },
  };
}

export const goodPassword = "correct horse battery";

/** Somebody who has chosen a password, kept by a scrypt that costs next to nothing. */
export async function addPerson(app: TestApp, email: string, role: Role): Promise<string> {
  const id = v7();
  const salt = randomBytes(16);
  const hash = scryptSync(goodPassword, salt, 32, { N: 16, r: 8, p: 1 });
  const kept = `$scrypt$ln=4,r=8,p=1$${salt.toString("base64")}$${hash.toString("base64")}`;
  await app.db.query(
    "insert into people (id, name, email, role, password_hash) values ($1, $2, $3, $4, $5)",
    [id, "Ada", email, role, kept],
  );
  return id;
}

/** A browser in which somebody like that is signed in. */
export async function signedInAs(
  app: TestApp,
  role: Role,
  email = `${role}@example.com`,
): Promise<Visitor & { id: string }> {
  const id = await addPerson(app, email, role);
  const visitor = visitorOf(app);
  await visitor.call("POST", "/session", { email, password: goodPassword });
  return { ...visitor, id };
}

/** A browser that has opened the banner's link. */
export async function signedInByCode(app: TestApp): Promise<Visitor> {
  const visitor = visitorOf(app);
  await visitor.call("POST", "/session/code", { code: await createSignInCode(contextOf(app.db)) });
  return visitor;
}
