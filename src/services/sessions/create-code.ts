import type { ServiceContext } from "../context.ts";
import { insertSignInCode } from "../../db/access/browser-sessions.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

const validHours = 1;

/** A code that signs a browser in once, within an hour: for the banner of a start. */
export async function createSignInCode(context: ServiceContext): Promise<string> {
  const code = newSecret();
  await insertSignInCode(context.sql, hashOfSecret(code), validHours);
  return code;
}
