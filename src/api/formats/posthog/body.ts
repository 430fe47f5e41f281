import type { Request } from "express";
import { AppError } from "../../../contract/errors.ts";
import { isEncodedUtf8, utf8Text } from "../../../platform/utf8.ts";
import { readJson } from "../../body.ts";
import { textIn, unpacked } from "../body.ts";

/**
 * What a client sent: JSON, packed or not, or in the field `data` of a form or of the address, there
 * mostly in Base64. Its Content-Type says none of it.
 *
 * @throws AppError `invalid` or `too_large`
 */
export function sentBy(request: Request, limit: number): unknown {
  if (request.query["compression"] === "lz64") {
    throw new AppError("invalid", "the compression lz64 is not known; use a newer client");
  }
  if (request.method === "GET") return fromField(request.query["data"], limit);
  const text = textIn(request, limit);
  if (text.startsWith("data=") && !isEncodedUtf8(text)) {
    throw new AppError("invalid", "the form is not UTF-8");
  }
  return text.startsWith("data=")
    ? fromField(new URLSearchParams(text).get("data"), limit)
    : fromText(text, limit);
}

function fromField(data: unknown, limit: number): unknown {
  // A plus sign that was not escaped arrives as a blank.
  if (typeof data === "string") return fromText(data.replaceAll(" ", "+"), limit, data);
  throw new AppError("invalid", "the field data is missing");
}

function fromText(text: string, limit: number, plain = text): unknown {
  if (/^\s*[[{]/.test(plain)) return readJson(plain);
  const bytes = Buffer.from(text, "base64");
  return readJson(utf8Text(unpacked(bytes, limit), "the body"));
}
