import type { Request } from "express";
import { AppError } from "../contract/errors.ts";
import { closeAfter } from "./unread-body.ts";

/** A client that sends nothing of its file for so long is not waited for. */
const idleMs = 15_000;

/**
 * A body that is a file, as it comes: no faster than it is taken.
 * @throws AppError `unsupported_media_type` for one that is packed; `timeout` and `invalid` when it
 * stops before its end
 */
export async function* uploadedBody(request: Request): AsyncGenerator<Buffer> {
  const packing = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (packing !== "identity") {
    throw new AppError("unsupported_media_type", "the file must be sent as it is, not packed");
  }
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  let isWhole = false;
  try {
    for (;;) {
      const next = await inTime(pieces.next());
      if (next.done === true) break;
      yield next.value;
    }
    isWhole = request.complete;
  } catch (error) {
    if (error instanceof AppError) throw error;
  } finally {
    if (!request.complete && request.res !== undefined) closeAfter(request, request.res);
  }
  if (!isWhole) throw new AppError("invalid", "the body was cut off: go on where it was");
}

async function inTime<Result>(promise: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fault = () =>
      new AppError("timeout", "the rest of the file did not come: go on where it was");
    timer = setTimeout(() => reject(fault()), idleMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
