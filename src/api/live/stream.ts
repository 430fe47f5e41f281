import type { Response } from "express";
import { AppError } from "../../contract/errors.ts";

export interface EventStream {
  send(event: string, id: string, data: object): void;
  /** Ends it in order: the client sees the end and may come again. */
  end(): void;
}

/** How long a browser waits before it comes again after an end, in milliseconds. */
const comeAgainMs = 2_000;
/** A client that takes nothing of this many bytes is cut: it may come again by its cursor. */
const maxUnsent = 64 * 1024;

/**
 * Server-sent events (the HTML standard's text/event-stream) on a response. Proxies are told not to
 * hold it back or compress it; a comment now and then keeps them from closing it.
 */
export function openStream(
  response: Response,
  options: { heartbeatMs: number; recheckMs: number; recheck(): Promise<void> },
): EventStream {
  response.set({
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
  response.flushHeaders();
  write(`retry: ${comeAgainMs}\n\n`);
  const heart = setInterval(() => write(": here\n\n"), options.heartbeatMs);
  const guard = setInterval(() => {
    options.recheck().catch((error: unknown) => {
      // Anything else, a database that is away say, tells nothing about the caller.
      if (error instanceof AppError) response.end();
    });
  }, options.recheckMs);
  response.once("close", () => {
    clearInterval(heart);
    clearInterval(guard);
  });

  function write(text: string): void {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > maxUnsent) response.destroy();
  }

  return {
    send: (event, id, data) =>
      write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => response.end(),
  };
}
