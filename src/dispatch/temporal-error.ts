/** What a failed call to Temporal says of the server, and so of every other call. */
export type TemporalErrorClass =
  /** Nobody answers, or nobody is let in: no call would fare better until it answers a probe. */
  | "away"
  /** It is there and has too much to do: later, and less of it. */
  | "busy"
  /** It is about this call alone. */
  | "refused";

/** By gRPC status code. Every one is decided upon here: a new one would be a fault of this call. */
const classByCode: Record<number, TemporalErrorClass> = {
  // CANCELLED: we cancel no call ourselves. A server that hangs looks like this: "Timeout expired".
  1: "away",
  // UNKNOWN: a fault of the server's with this one call; but see `lostConnection`.
  2: "refused",
  // INVALID_ARGUMENT
  3: "refused",
  // DEADLINE_EXCEEDED
  4: "away",
  // NOT_FOUND: of a run. A namespace that is not there is told apart below.
  5: "refused",
  // ALREADY_EXISTS
  6: "refused",
  // PERMISSION_DENIED: of our credentials, which all calls share.
  7: "away",
  // RESOURCE_EXHAUSTED
  8: "busy",
  // FAILED_PRECONDITION
  9: "refused",
  // ABORTED: another one was first, as happens where much is in progress.
  10: "busy",
  // OUT_OF_RANGE
  11: "refused",
  // UNIMPLEMENTED
  12: "refused",
  // INTERNAL
  13: "refused",
  // UNAVAILABLE
  14: "away",
  // DATA_LOSS: of one history.
  15: "refused",
  // UNAUTHENTICATED
  16: "away",
};

/** How a connection that breaks says so, whatever code it comes under. */
const lostConnection = /transport error|tcp connect|connection (refused|reset|closed)|broken pipe/i;
const noNamespace = /namespace .{0,300}not found/i;

/** What a failed call says of the server. */
export function classify(error: unknown): TemporalErrorClass {
  const { code, message } = causeOf(error);
  if (lostConnection.test(message)) return "away";
  if (code === 5 && noNamespace.test(message)) return "away";
  if (code !== undefined) return classByCode[code] ?? "refused";
  return /unavailable|deadline/i.test(message) ? "away" : "refused";
}

/** What the server said: the SDK wraps it in a sentence of its own that says nothing. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** The innermost error that carries a gRPC code, or the innermost one. */
function causeOf(error: unknown): { code: number | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  const { code } = error as { code?: unknown };
  if (typeof code === "number") return { code, message: error.message };
  if (error.cause instanceof Error) return causeOf(error.cause);
  return { code: undefined, message: error.message };
}
