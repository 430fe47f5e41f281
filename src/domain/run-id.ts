import { v5 } from "uuid";
import type { Frequency } from "./frequency.ts";
import { windowOf } from "./frequency.ts";

const keyNamespace = "6ba2f4c4-6a0c-4c3b-9c1e-5a1f6f0f9a11";
const runNamespace = "4e0a3c0a-1f57-4b1d-8c39-0c7b1b0d9e33";
const messageNamespace = "0b7d3f0e-52f5-4f0f-8f0d-6d1d8b0f7c22";

/** A stand-in for an event key, which may be an e-mail address, where ids are public. */
export function subjectOfKey(key: string): string {
  return v5(key, keyNamespace);
}

/**
 * The Temporal workflow id of a run: the second defence behind the gate, since Temporal refuses
 * an id that it knows. Each: by event. Once: by subject. Period: by subject and window. Each time
 * that somebody resets the frequency it is another one.
 */
export function temporalRunId(
  frequency: Frequency,
  run: {
    bindingId: string;
    eventId: string;
    subject: string;
    launchedAt: Date;
    /** How often the frequency was reset by hand. */
    resets?: number;
  },
): string {
  const { bindingId, eventId, subject, launchedAt, resets = 0 } = run;
  const again = resets === 0 ? "" : `/again-${resets}`;
  if (frequency.kind === "each") return `run/${bindingId}/${eventId}`;
  if (frequency.kind === "once") return `run/${bindingId}/${subject}${again}`;
  const { start } = windowOf(frequency, launchedAt);
  return `run/${bindingId}/${subject}/${start.toISOString()}${again}`;
}

/** The id of a run that a block of another run starts: the same at every attempt. */
export function childRunId(
  workflowId: string,
  step: { runId: string; blockId: string; visit: number },
): string {
  return `run/${workflowId}/${v5(`${step.runId}/${step.blockId}/${step.visit}`, runNamespace)}`;
}

/** The id of a message to a whole segment, the same at every attempt. */
export function broadcastIdOf(step: { runId: string; blockId: string; visit: number }): string {
  return v5(`${step.runId}/${step.blockId}/${step.visit}/broadcast`, messageNamespace);
}

/** The id of one member's message of it. */
export function broadcastMessageIdOf(
  step: { runId: string; blockId: string; visit: number },
  contactId: string,
): string {
  return v5(`${step.runId}/${step.blockId}/${step.visit}/${contactId}`, messageNamespace);
}

/** A message's id, the same at every attempt: the idempotency key at a provider that has one. */
export function messageIdOf(step: { runId: string; blockId: string; visit: number }): string {
  return v5(`${step.runId}/${step.blockId}/${step.visit}`, messageNamespace);
}
