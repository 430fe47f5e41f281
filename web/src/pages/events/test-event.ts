import type { EventAnswer } from "../../api/events.ts";
import { exactJson } from "../../../../src/domain/exact-json.ts";
import { outcomeLabel } from "./outcomes.ts";

type Params = { ok: true; value: Record<string, unknown> } | { ok: false; error: string };

/** A text as an event's params; an empty one is none. */
export function paramsOf(text: string): Params {
  if (text.trim() === "") return { ok: true, value: {} };
  let value: unknown;
  try {
    value = exactJson(text);
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : "This is not JSON" };
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ok: true, value: value as Record<string, unknown> }
    : { ok: false, error: 'An object is needed, such as {"total": 59.9}' };
}

/** What a sent event did, in one sentence. */
export function resultText({ decisions }: EventAnswer): string {
  if (decisions.length === 0)
    return "The event was received. No workflow has a trigger for its type";
  const labels = decisions.map(({ outcome, until = null }) => outcomeLabel({ outcome, until }));
  return `The event was received: ${labels.join(", ")}`;
}
