import type { ServiceContext } from "../context.ts";
import type { Consequences } from "../../contract/api/event-types.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import { bindingsOfType } from "../../db/workflows/binding-rows.ts";
import type { WaitingWorkflow } from "../../db/events/event-type-links.ts";
import { countEventsOfType, workflowsWaitingFor } from "../../db/events/event-type-links.ts";
import { getEventType } from "./get.ts";

const mostCounted = 10_000;

/**
 * What deleting a type would mean, or what keeps it from being deleted.
 * @throws AppError `not_found`
 */
export async function deletionConsequences(
  context: ServiceContext,
  id: string,
): Promise<Consequences> {
  const { source } = await getEventType(context, id);
  const links = await deletionLinks(context, id);
  const why = whyNotDeleted(source, links);
  const events = await countEventsOfType(context.sql, id, mostCounted);
  return {
    canDelete: why === null,
    why,
    events,
    mostCounted,
    bindings: links.bindings.map(presentLink),
    waiting: links.waiting,
  };
}

interface Links {
  bindings: BindingRow[];
  waiting: WaitingWorkflow[];
}

export async function deletionLinks(context: ServiceContext, id: string): Promise<Links> {
  const bindings = await bindingsOfType(context.sql, id);
  return { bindings, waiting: await workflowsWaitingFor(context.sql, id, mostCounted) };
}

/** Why a type can't be deleted, or null. */
export function whyNotDeleted(source: string, { bindings, waiting }: Links): string | null {
  if (source === "system") {
    return "Campanile raises this event itself: its type can't be deleted";
  }
  if (bindings.length > 0) {
    return "workflows are bound to this event type: unlink them first";
  }
  return waiting.length > 0
    ? "workflows wait for this event: publish them without it, and let their runs end, first"
    : null;
}

export function presentLink(binding: BindingRow) {
  const { id: bindingId, workflowId, workflowName, workflowStatus: status, role } = binding;
  return { bindingId, workflowId, workflowName, status, role };
}
