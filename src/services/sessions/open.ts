import type { ServiceContext } from "../context.ts";
import type { SessionHolder } from "../../db/access/browser-sessions.ts";
import { insertSession } from "../../db/access/browser-sessions.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

export const sessionDays = 30;

/** @returns the token that the browser keeps; only its hash is kept here */
export async function openSession(context: ServiceContext, holder: SessionHolder): Promise<string> {
  const token = newSecret();
  await insertSession(context.sql, { holder, tokenHash: hashOfSecret(token), days: sessionDays });
  return token;
}
