import { Socket } from "node:net";

/**
 * A socket that sends in one piece what is written in one turn: the statements of a round trip then
 * cost one system call here, and wake Postgres once.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  // Not before: connecting puts Node's own `write` back.
  socket.once("connect", () => gather(socket));
  return socket;
}

function gather(socket: Socket): void {
  const write = socket.write.bind(socket);
  let isGathering = false;
  const release = (): void => {
    isGathering = false;
    socket.uncork();
  };
  socket.write = (piece: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(release);
    }
    return write(piece, encoding as BufferEncoding, callback as () => void);
  };
}
