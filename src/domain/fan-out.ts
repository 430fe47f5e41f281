import { v5 } from "uuid";

const namespace = "7d5f0f2e-6a0b-4b3c-8f57-1c1f5a2c6f10";

/** The source of events that fan-outs send. */
export const fanOutSource = "fan-out";

/** What goes through many contacts (or runs) in pages: its input on Temporal. */
export interface FanOutInput {
  fanOutId: string;
}

/** How a fan-out stands after some pages. */
export type FanOutProgress = { state: "more" } | FanOutEnd;
export interface FanOutEnd {
  state: "done" | "stopped" | "failed";
}

/** A firing of a schedule: what its run on Temporal is started with. */
export interface FiringInput {
  bindingId: string;
}

/** The Temporal workflow id of a fan-out. */
export function fanOutRunId(fanOutId: string): string {
  return `fan-out/${fanOutId}`;
}

/** The id of the fan-out that a block starts: the same at every attempt. */
export function fanOutIdOfStep(step: { runId: string; blockId: string; visit: number }): string {
  return v5(`${step.runId}/${step.blockId}/${step.visit}`, namespace);
}

/** The id of a schedule's fan-out: one for each of its times, however often Temporal tells it. */
export function fanOutIdOfFiring(bindingId: string, scheduledAt: Date): string {
  return v5(`${bindingId}/${scheduledAt.toISOString()}`, namespace);
}

/** The message id of a member's event: what makes a page that is repeated harmless. */
export function memberMessageId(fanOutId: string, contactId: string): string {
  return `fan/${fanOutId}/${contactId}`;
}

/** The key of the event type that a regular start raises. */
export function regularTypeKey(bindingId: string): string {
  return `regularEventType-${bindingId}`;
}

/** The id of a binding's schedule on Temporal. */
export function scheduleIdOf(taskQueue: string, bindingId: string): string {
  return `regular/${taskQueue}/${bindingId}`;
}
