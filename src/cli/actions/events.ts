import type { BulkPreview } from "../../contract/api/bulk-action.ts";
import type { Answer } from "../answer.ts";
import { askFor, numberOf } from "./runs.ts";

export interface ReplayEventsOptions {
  binding: string;
  reason: string;
  dryRun: boolean;
  atMost?: string;
  since?: string;
  until?: string;
  id?: string[];
  contact?: string;
  outcome?: string[];
  includePast: boolean;
  despiteAge: boolean;
}

export function replayEvents(options: ReplayEventsOptions): Promise<Answer> {
  const { binding, reason, dryRun, atMost, since, until, id, contact, outcome } = options;
  const { includePast, despiteAge } = options;
  const events = { ids: id, from: since, to: until, contactId: contact, outcomes: outcome };
  const body = {
    action: "replay",
    bindingId: binding,
    events: Object.fromEntries(Object.entries(events).filter(([, value]) => value !== undefined)),
    reason,
    includePast,
    despiteAge,
    ...(atMost !== undefined && { atMost: numberOf(atMost) }),
  };
  return askFor(body, { dryRun, text: foreseenText });
}

function foreseenText({ found, isAll, outcomes }: BulkPreview): string {
  const all = isAll ? `${found}` : `${found} or more`;
  return [
    `${all} events`,
    ...outcomes.map(({ outcome, events }) => `  ${events}  ${outcome}`),
  ].join("\n");
}
