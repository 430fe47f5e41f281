import { gunzipSync } from "node:zlib";
import type { Request } from "express";
import { AppError } from "../../contract/errors.ts";
import { utf8Text } from "../../platform/utf8.ts";
import { parseJson, readJson } from "../body.ts";
import { noteCost } from "../cost.ts";

/**
 * The JSON in a body that `readBody` read, whatever its type says: clients send JSON as text, as a
 * form, and packed without saying so.
 *
 * @param limit bytes, of a body that is packed without a Content-Encoding
 * @param list the name of the field whose entries the caller looks at one by one
 * @throws AppError `invalid` or `too_large`
 */
export function jsonIn(request: Request, limit: number, list?: string): unknown {
  return noted(request, parseJson(textIn(request, limit), list));
}

/**
 * The same where one body holds many events: a text that can't be kept is the fault of one of them
 * (see `keepable`), not of all.
 */
export function manyIn(request: Request, limit: number): unknown {
  return noted(request, readJson(textIn(request, limit)));
}

function noted(request: Request, body: unknown): unknown {
  noteCost(request, body);
  return body;
}

/** @throws AppError `invalid` for an empty body, and what `unpacked` throws */
export function textIn(request: Request, limit: number): string {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw new AppError("invalid", "a JSON body is expected");
  }
  return utf8Text(unpacked(bytes, limit), "the body");
}

/** @throws AppError `too_large`, or `invalid` for a packing that is broken */
export function unpacked(bytes: Buffer, limit: number): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") {
      throw new AppError("too_large", `the body is larger than ${limit} bytes when unpacked`);
    }
    throw new AppError("invalid", "the body looks like gzip, and can't be unpacked");
  }
}
