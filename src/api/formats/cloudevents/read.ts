import type { Request } from "express";
import { AppError } from "../../../contract/errors.ts";
import { utf8Text } from "../../../platform/utf8.ts";
import { objectOf } from "../event-step.ts";
import { manyIn } from "../body.ts";
import { readJson } from "../../body.ts";

/** One event, whichever way it came. */
export interface CloudEvent {
  /** Its context: id, source, type and the like, and extensions. */
  attributes: Record<string, unknown>;
  /** Undefined where there is none. */
  data: unknown;
}

const structured = "application/cloudevents+json";
export const batch = "application/cloudevents-batch+json";
const maxEvents = 1_000;
const jsonType = /^(application|text)\/([\w.-]+\+)?json$/;

export function mediaTypeOf(request: Request): string {
  const [type = ""] = (request.get("content-type") ?? "").split(";", 1);
  return type.trim().toLowerCase();
}

/**
 * The events of a request in one of the three ways of the HTTP binding.
 * @param limit bytes
 * @throws AppError `invalid`, `too_large`, or `unsupported_media_type` where it is none of the three
 */
export function eventsIn(request: Request, limit: number): CloudEvent[] {
  const type = mediaTypeOf(request);
  if (type === structured) return [fromObject(manyIn(request, limit))];
  if (type === batch) return batchOf(manyIn(request, limit));
  if (!type.startsWith("application/cloudevents") && request.get("ce-specversion") !== undefined) {
    return [fromHeaders(request, type)];
  }
  const message = `the Content-Type must be ${structured} or ${batch}, or the headers ce-specversion, ce-id, ce-source and ce-type must be there`;
  throw new AppError("unsupported_media_type", message);
}

function batchOf(body: unknown): CloudEvent[] {
  if (!Array.isArray(body)) throw new AppError("invalid", "a batch must be a list of events");
  if (body.length > maxEvents) {
    throw new AppError("too_large", `a batch has at most ${maxEvents} events`);
  }
  return body.map(fromObject);
}

function fromObject(body: unknown): CloudEvent {
  const { data, data_base64: packed, ...attributes } = objectOf(body);
  if (typeof packed !== "string") return { attributes, data };
  const type = attributes["datacontenttype"];
  const bytes = Buffer.from(packed, "base64");
  try {
    return { attributes, data: dataOf(bytes, typeof type === "string" ? type.toLowerCase() : "") };
  } catch {
    // It says JSON and is none: one event of a batch must not fail the others.
    return { attributes, data: { data_base64: packed } };
  }
}

function fromHeaders(request: Request, type: string): CloudEvent {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith("ce-") && typeof value === "string") {
      attributes[name.slice(3)] = decoded(value);
    }
  }
  if (type !== "") attributes["datacontenttype"] = type;
  const bytes: unknown = request.body;
  return { attributes, data: Buffer.isBuffer(bytes) ? dataOf(bytes, type) : undefined };
}

/** JSON by its type, text by its type, and all else as Base64 under the name that it has there. */
function dataOf(bytes: Buffer, type: string): unknown {
  if (bytes.length === 0) return undefined;
  const [media = ""] = type.split(";", 1);
  if (jsonType.test(media.trim())) return readJson(utf8Text(bytes, "the data"));
  return media.startsWith("text/")
    ? utf8Text(bytes, "the data")
    : { data_base64: bytes.toString("base64") };
}

/** A header's value: perhaps quoted, and percent-encoded where it is no plain ASCII. */
function decoded(value: string): string {
  const plain = /^".*"$/.test(value) ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
