import type { Socket } from "node:net";
import type { Request, RequestHandler, Response } from "express";

/** How long a client has to read its answer before the connection is cut. */
const lingerMs = 1_000;
/** What is still read of a body that nobody wants, so that a kept connection can go on behind it. */
const restBytes = 1024 * 1024;

/**
 * Has the connection closed once the request is answered, its body unread. The answer is sent and our
 * side ended first, and only then is the connection cut: a cut at once could take the answer with it.
 */
export function closeAfter(request: Request, response: Response): void {
  const { socket } = request;
  if (!response.headersSent) response.set("Connection", "close");
  // Node calls this when the answer to a last request is out, and would cut at once.
  socket.destroySoon = () => linger(socket);
}

function linger(socket: Socket): void {
  socket.end();
  socket.pause();
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/**
 * Bounds what is read of a body after its request was answered: refused before it was read, say. Node
 * would go on until its end, which may never come.
 */
export const boundUnread: RequestHandler = (request, response, next) => {
  response.once("finish", () => {
    if (request.complete) return;
    const { socket } = request;
    const [began, before] = [performance.now(), socket.bytesRead];
    const watch = setInterval(() => {
      if (request.complete || socket.destroyed) return clearInterval(watch);
      if (performance.now() - began < lingerMs && socket.bytesRead - before < restBytes) return;
      clearInterval(watch);
      socket.destroy();
    }, 20).unref();
  });
  next();
};
