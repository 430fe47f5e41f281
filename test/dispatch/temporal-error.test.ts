import { ServiceError } from "@temporalio/client";
import { expect, test } from "vitest";
import { errorText, classify } from "../../src/dispatch/temporal-error.ts";

/** As a gRPC client throws it, wrapped by the SDK. */
function fault(code: number, message: string): Error {
  const cause = Object.assign(new Error(message), { code, details: message, metadata: {} });
  return new ServiceError("Failed to start Workflow", { cause });
}

test.each([
  [1, "CANCELLED", "Timeout expired", "away"],
  [2, "UNKNOWN", "some fault of its own", "refused"],
  [3, "INVALID_ARGUMENT", "the id is too long", "refused"],
  [4, "DEADLINE_EXCEEDED", "context deadline exceeded", "away"],
  [5, "NOT_FOUND", "workflow not found for ID", "refused"],
  [6, "ALREADY_EXISTS", "Workflow execution is already running", "refused"],
  [7, "PERMISSION_DENIED", "Request unauthorized", "away"],
  [8, "RESOURCE_EXHAUSTED", "namespace rate limit exceeded", "busy"],
  [9, "FAILED_PRECONDITION", "not in that state", "refused"],
  [10, "ABORTED", "another one was first", "busy"],
  [11, "OUT_OF_RANGE", "beyond its end", "refused"],
  [12, "UNIMPLEMENTED", "unknown method", "refused"],
  [13, "INTERNAL", "a fault of its own", "refused"],
  [14, "UNAVAILABLE", "no connection", "away"],
  [15, "DATA_LOSS", "the history is corrupt", "refused"],
  [16, "UNAUTHENTICATED", "no token", "away"],
] as const)("code %i, %s, is %s: %s", (code, _name, message, verdict) => {
  expect(classify(fault(code, message))).toBe(verdict);
  // The same without the SDK's own sentence around it.
  expect(classify(fault(code, message).cause)).toBe(verdict);
});

test.each([
  [2, "transport error"],
  [13, "h2 protocol error: broken pipe"],
])("a connection that breaks is away, under whatever code (%i)", (code, message) => {
  expect(classify(fault(code, message))).toBe("away");
});

test("a namespace that is not there is away: every call would end like this one", () => {
  expect(classify(fault(5, "Namespace elsewhere is not found."))).toBe("away");
});

test("what carries no code is judged by its words", () => {
  expect(classify(new Error("tcp connect error: Connection refused"))).toBe("away");
  expect(classify(new Error("14 UNAVAILABLE"))).toBe("away");
  expect(classify(new Error("no such workflow type"))).toBe("refused");
  expect(classify("a text")).toBe("refused");
});

test("what the server said is told, and not only what the SDK makes of it", () => {
  expect(errorText(fault(1, "Timeout expired"))).toBe("Failed to start Workflow: Timeout expired");
});
