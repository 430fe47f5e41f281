import type { Request, RequestHandler } from "express";
import { AppError } from "../contract/errors.ts";
import { jsonSyntaxError } from "../contract/json-position.ts";
import { jsonPath } from "../contract/parse.ts";
import { exactJson } from "../domain/exact-json.ts";
import { unkeepable } from "../domain/keepable.ts";
import { isEncodedUtf8, utf8Text } from "../platform/utf8.ts";
import { noteCost } from "./cost.ts";
import { hasBody, readBody } from "./read-body.ts";

/**
 * Reads a JSON body of at most `limit` bytes. What can't be kept of it is refused here, as one such
 * value would fail its whole transaction; of a list in it each entry is for the handler to look at.
 */
export function jsonBody(limit: number, list?: string): RequestHandler {
  const read = readBody(limit);
  return (request, response, next) => {
    if (hasBody(request) && !request.is("application/json")) {
      next(new AppError("unsupported_media_type", "the body must be sent as application/json"));
      return;
    }
    if (!utf8Charset.test(request.headers["content-type"] ?? "")) {
      next(new AppError("unsupported_media_type", "the body's charset must be utf-8"));
      return;
    }
    void read(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error);
      try {
        const bytes: unknown = request.body;
        request.body =
          Buffer.isBuffer(bytes) && bytes.length > 0
            ? parseJson(utf8Text(bytes, "the body"), list)
            : undefined;
        noteCost(request, request.body);
        next();
      } catch (fault) {
        next(fault);
      }
    });
  };
}

/** JSON is UTF-8 (RFC 8259), whatever a charset says; ASCII is a part of it. */
const utf8Charset = /^(?!.*;\s*charset=(?!"?(?:utf-?8|us-ascii)"?\s*(?:;|$)))/i;

/** @throws AppError `invalid` for an address whose percent-encoded bytes are no UTF-8 */
export function checkAddress({ originalUrl }: Request): void {
  if (isEncodedUtf8(originalUrl)) return;
  throw new AppError("invalid", "the address is not UTF-8 where it is percent-encoded");
}

/**
 * @param list the name of the field whose entries the caller looks at one by one
 * @throws AppError `invalid` with the place where it stops being JSON, or for what can't be kept
 */
export function parseJson(text: string, list?: string): unknown {
  const value = readJson(text);
  checkTexts(list === undefined ? value : withoutEntries(value, list), "the body");
  return value;
}

function withoutEntries(value: unknown, list: string): unknown {
  if (typeof value !== "object" || value === null || !(list in value)) return value;
  const entries = (value as Record<string, unknown>)[list];
  return Array.isArray(entries) ? { ...value, [list]: [] } : value;
}

/** The same for a caller that looks at the texts itself. */
export function readJson(text: string): unknown {
  try {
    return exactJson(text);
  } catch {
    const { offset, line, column } = jsonSyntaxError(text) ?? { offset: 0, line: 1, column: 1 };
    throw new AppError("invalid", `the body is not JSON: line ${line}, column ${column}`, {
      details: { position: { offset, line, column } },
    });
  }
}

/**
 * @throws AppError `invalid` for texts and numbers that can't be kept, and for nesting beyond 32 levels
 */
export function checkTexts(value: unknown, what: string): void {
  const fault = unkeepable(value);
  if (fault === null) return;
  const faults = [{ path: jsonPath(fault.path), message: fault.message }];
  throw new AppError("invalid", `${what} has a fault`, { faults });
}
