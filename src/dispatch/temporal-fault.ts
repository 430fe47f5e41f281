import { isGrpcServiceError } from "@temporalio/client";

/** gRPC codes that say "not now": deadline exceeded, resource exhausted, aborted, unavailable. */
const passing = new Set([4, 8, 10, 14]);

/** Whether a call to Temporal failed because the server is away or busy: worth trying again. */
export function isTemporalAway(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (isGrpcServiceError(cause)) return passing.has(cause.code);
  const code = (cause as { code?: unknown } | null)?.code;
  if (typeof code === "number") return passing.has(code);
  return (
    cause instanceof Error && /transport error|connect|unavailable|deadline/i.test(cause.message)
  );
}

/** What the server said: the SDK wraps it in a sentence of its own that says nothing. */
export function faultMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
