import type { NextFunction, Request, Response } from "express";
import express from "express";
import type { Fault } from "../contract/errors.ts";
import { AppError } from "../contract/errors.ts";
import { jsonFault } from "../contract/json-position.ts";
import { jsonPath } from "../contract/parse.ts";
import { noteCost } from "./cost.ts";

const deepest = 32;

/**
 * Reads a JSON body of at most `limit` bytes. What Postgres can't keep (NUL characters, halves of
 * surrogate pairs) is refused here, as one such value would fail its whole transaction.
 */
export function jsonBody(limit: number) {
  const read = express.text({ limit, type: () => true, defaultCharset: "utf-8" });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request) && !request.is("application/json")) {
      next(new AppError("unsupported_media_type", "the body must be sent as application/json"));
      return;
    }
    read(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error);
      try {
        const text: unknown = request.body;
        request.body = typeof text === "string" && text !== "" ? parseJson(text) : undefined;
        noteCost(request, request.body);
        next();
      } catch (fault) {
        next(fault);
      }
    });
  };
}

function hasBody(request: Request): boolean {
  const length = request.headers["content-length"];
  return (
    request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0")
  );
}

/** @throws AppError `invalid` with the place where it stops being JSON, or for texts that can't be kept */
export function parseJson(text: string): unknown {
  const value = readJson(text);
  checkTexts(value, "the body");
  return value;
}

/** The same for a caller that looks at the texts itself. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { offset, line, column } = jsonFault(text) ?? { offset: 0, line: 1, column: 1 };
    throw new AppError("invalid", `the body is not JSON: line ${line}, column ${column}`, {
      details: { position: { offset, line, column } },
    });
  }
}

/**
 * @throws AppError `invalid` for texts that can't be kept, and for nesting beyond 32 levels
 */
export function checkTexts(value: unknown, what: string): void {
  const fault = faultIn(value, []);
  if (fault !== null) throw new AppError("invalid", `${what} has a fault`, { faults: [fault] });
}

function faultIn(value: unknown, path: (string | number)[]): Fault | null {
  if (typeof value === "string") return textFault(value, path, "");
  if (typeof value !== "object" || value === null) return null;
  if (path.length >= deepest) {
    return { path: jsonPath(path), message: `is nested deeper than ${deepest} levels` };
  }
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const fault = faultIn(entry, [...path, index]);
      if (fault !== null) return fault;
    }
    return null;
  }
  for (const [key, entry] of Object.entries(value)) {
    const fault = textFault(key, path, "a key in it ") ?? faultIn(entry, [...path, key]);
    if (fault !== null) return fault;
  }
  return null;
}

const halfPair = /\p{Surrogate}/u;

function textFault(text: string, path: (string | number)[], what: string): Fault | null {
  if (text.includes("\0")) {
    return {
      path: jsonPath(path),
      message: `${what}contains a NUL character, which can't be kept`,
    };
  }
  return halfPair.test(text)
    ? {
        path: jsonPath(path),
        message: `${what}contains half a surrogate pair, which is not Unicode`,
      }
    : null;
}
