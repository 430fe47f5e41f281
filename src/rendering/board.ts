/**
 * Memory that a job's thread and its watcher share: whether it has begun, and what it works on. A
 * thread that is busy can't be asked.
 */
export type Board = SharedArrayBuffer;

const maxPlaceLength = 240;
const header = 8;

export const newBoard = (): Board => new SharedArrayBuffer(header + maxPlaceLength);

/** By the thread. */
export function begin(board: Board): void {
  Atomics.store(new Int32Array(board, 0, 2), 0, 1);
}

export function hasBegun(board: Board): boolean {
  return Atomics.load(new Int32Array(board, 0, 2), 0) === 1;
}

const encoder = new TextEncoder();

export function writePlace(board: Board, place: string): void {
  const bytes = encoder.encode(place).subarray(0, maxPlaceLength);
  new Uint8Array(board, header).set(bytes);
  Atomics.store(new Int32Array(board, 0, 2), 1, bytes.length);
}

export function readPlace(board: Board): string {
  const length = Atomics.load(new Int32Array(board, 0, 2), 1);
  return Buffer.from(new Uint8Array(board, header, length)).toString("utf8");
}
