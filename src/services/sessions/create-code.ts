import { insertSignInCode } from "../../db/access/browser-sessions.ts";
import type { Sql } from "../../db/core/database.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

const validHours = 1;

/** A code that signs a browser in once, within an hour: for the banner of a start. */
export async function createSignInCode(sql: Sql): Promise<string> {
  const code = newSecret();
  await insertSignInCode(sql, hashOfSecret(code), validHours);
  return code;
}
