import type { Request } from "express";
import { utf8Text } from "../../platform/utf8.ts";
import { readJson } from "../body.ts";

/** JSON, whatever type it says it is: plain text spares a page the question beforehand (CORS). */
export function bodyOf(request: Request): unknown {
  const bytes: unknown = request.body;
  return readJson(utf8Text(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0), "the body"));
}
