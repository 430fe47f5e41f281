import type { Request } from "express";
import qs from "qs";
import { AppError } from "../contract/errors.ts";
import { isEncodedUtf8, utf8Text } from "../platform/utf8.ts";
import { readJson } from "./body.ts";

const maxFields = 10_000;
const maxDepth = 10;

/**
 * What a webhook's body says: JSON, whatever its type is called, or a form. A field of a form that
 * holds a JSON object or list is read, as providers send lists in it.
 * @param formField the field that holds all of it
 * @throws AppError `invalid`
 */
export async function sourceBody(
  request: Request,
  bytes: Buffer,
  formField: string | undefined,
): Promise<unknown> {
  const form = await formIn(request, bytes);
  if (form === null) return readJson(utf8Text(bytes, "the body"));
  const read = withJson(form) as Record<string, unknown>;
  return formField !== undefined && typeof read[formField] === "object" ? read[formField] : read;
}

/** Null: it is none. There are senders that say form and send JSON. */
async function formIn(request: Request, bytes: Buffer): Promise<Record<string, unknown> | null> {
  if (request.is("multipart/form-data") !== false) {
    return multipart(request.get("content-type") ?? "", bytes);
  }
  if (request.is("application/x-www-form-urlencoded") === false) return null;
  const text = utf8Text(bytes, "the body");
  if (/^\s*[[{]/.test(text)) return null;
  if (!isEncodedUtf8(text)) {
    throw new AppError("invalid", "the form is not UTF-8 where it is percent-encoded");
  }
  try {
    return qs.parse(text, {
      parameterLimit: maxFields,
      throwOnLimitExceeded: true,
      arrayLimit: maxFields,
      depth: maxDepth,
      strictDepth: true,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("invalid", `the form can't be read: ${error.message}`);
  }
}

/** Of files it keeps what they are called and how large they are. */
async function multipart(type: string, bytes: Buffer): Promise<Record<string, unknown>> {
  const form = await new Response(Uint8Array.from(bytes), { headers: { "content-type": type } })
    .formData()
    .catch(() => {
      throw new AppError("invalid", "the body is not the multipart form that its type says");
    });
  const fields = new Map<string, unknown[]>();
  for (const [name, value] of form) {
    const kept =
      typeof value === "string" ? value : { name: value.name, type: value.type, size: value.size };
    if (typeof kept === "string" && kept.includes("\uFFFD") && !bytes.includes("\uFFFD")) {
      throw new AppError("invalid", `the form's field ${name} is not UTF-8`);
    }
    fields.set(name, [...(fields.get(name) ?? []), kept]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function withJson(value: unknown): unknown {
  if (typeof value === "string") return jsonIn(value) ?? value;
  if (Array.isArray(value)) return value.map(withJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withJson(entry)]));
}

function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
