import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Request, RequestHandler } from "express";
import { AppError } from "../contract/errors.ts";
import { closeAfter } from "./unread-body.ts";

/** A client that sends nothing of its body for so long is not waited for. */
const idleMs = 15_000;

/**
 * Reads a body of whatever type into `request.body`, as bytes, unpacked as its Content-Encoding says.
 * The limit is on what comes in and on what comes out of the packing, so that neither a small body can
 * become a large one, nor a large one a small one. What exceeds it is answered at once, unread.
 *
 * @param limit bytes
 */
export function readBody(limit: number, patienceMs = idleMs): RequestHandler {
  return (request, response, next) => {
    // A path of two forms: the other one has read it already.
    if (!hasBody(request) || Buffer.isBuffer(request.body)) return next();
    collect(request, limit, patienceMs).then(
      (body) => {
        request.body = body;
        next();
      },
      (fault: unknown) => {
        if (!request.complete) closeAfter(request, response);
        next(fault);
      },
    );
  };
}

export function hasBody({ headers }: Request): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

function collect(request: Request, limit: number, patienceMs: number): Promise<Buffer> {
  // Made only where it is thrown: an error's stack costs more than the rest of a small request.
  const tooLarge = () => new AppError("too_large", `the body is larger than ${limit} bytes`);
  if (Number(request.headers["content-length"]) > limit) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let received = 0;
    let size = 0;
    const unpacked = unpacking(request);
    const idle = setTimeout(() => fail(tooSlow()), patienceMs);
    const fail = (fault: AppError): void => {
      leave();
      request.unpipe();
      request.pause();
      if (unpacked !== request) unpacked.on("error", () => undefined).destroy();
      reject(fault);
    };
    const onReceived = (piece: Buffer): void => {
      idle.refresh();
      received += piece.length;
      if (received > limit) fail(tooLarge());
    };
    const onPiece = (piece: Buffer): void => {
      size += piece.length;
      if (size > limit) fail(tooLarge());
      else pieces.push(piece);
    };
    const onEnd = (): void => {
      leave();
      resolve(Buffer.concat(pieces));
    };
    const onBroken = (): void => fail(brokenPacking());
    const onCut = (): void => {
      if (!request.complete) fail(new AppError("invalid", "the body was cut off"));
    };
    const leave = (): void => {
      clearTimeout(idle);
      request.off("data", onReceived).off("close", onCut).off("error", onCut);
      unpacked.off("data", onPiece).off("end", onEnd).off("error", onBroken);
    };
    request.on("close", onCut).on("error", onCut);
    unpacked.on("error", onBroken).on("data", onPiece).on("end", onEnd);
    if (unpacked !== request) request.pipe(unpacked as never);
    request.on("data", onReceived);
  });
}

/** @throws AppError `unsupported_media_type` */
function unpacking(request: Request): Readable {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  switch (encoding) {
    case "identity":
    case "":
      return request;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      throw new AppError(
        "unsupported_media_type",
        "the body's encoding is not supported: gzip, deflate and br are",
      );
  }
}

const brokenPacking = () =>
  new AppError("invalid", "the body can't be unpacked as its Content-Encoding says");

const tooSlow = () =>
  new AppError("timeout", "the rest of the body did not come; send the request again");
