import { sayBinding } from "../../domain/sentences/binding-sentences.ts";
import type { Consequences } from "../../contract/api/event-types.ts";
import { AppError } from "../../contract/errors.ts";
import type { WaitingWorkflow } from "../../db/events/event-type-links.ts";
import { countEventsOfType, workflowsWaitingFor } from "../../db/events/event-type-links.ts";
import { lockEventType, deleteEventType as remove } from "../../db/events/event-types.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import { bindingsOfType } from "../../db/workflows/binding-rows.ts";
import { workflowsWithGoal } from "../../db/workflows/workflow-goals.ts";
import type { ServiceContext } from "../context.ts";
import { getEventType, noEventType } from "./event-types.ts";

const mostCounted = 10_000;

/**
 * Deletes a type that nothing is bound to and nothing waits for. Its events stay in the history,
 * under its old name; the next event with its key registers it anew.
 * @throws AppError `not_found`; `conflict` for a system type, while workflows are bound to it,
 * archived ones included (`details.bindings`), and while any wait for it (`details.waiting`)
 */
export async function deleteEventType(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const type = await lockEventType(context.sql, id);
    if (type === null) throw noEventType();
    const links = await deletionLinks(context, id);
    const why = whyNotDeleted(type.source, links);
    if (why !== null) {
      const { waiting } = links;
      const details = { bindings: links.bindings.map(presentLink), waiting };
      throw new AppError("conflict", why, { details });
    }
    await remove(context.sql, id);
  });
}

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
  /** Names of workflows that count it. */
  counting: string[];
}

async function deletionLinks(context: ServiceContext, id: string): Promise<Links> {
  const bindings = await bindingsOfType(context.sql, id);
  const waiting = await workflowsWaitingFor(context.sql, id, mostCounted);
  return { bindings, waiting, counting: await workflowsWithGoal(context.sql, id) };
}

/** Why a type can't be deleted, or null. */
function whyNotDeleted(source: string, { bindings, waiting, counting }: Links): string | null {
  if (source === "system") {
    return sayBinding("raisedItself");
  }
  if (bindings.length > 0) {
    return sayBinding("isBound");
  }
  if (counting.length > 0) {
    return sayBinding("isGoal", { names: counting.map((name) => `"${name}"`).join(", ") });
  }
  return waiting.length > 0 ? sayBinding("isWaitedFor") : null;
}

function presentLink(binding: BindingRow) {
  const { id: bindingId, workflowId, workflowName, workflowStatus: status, role } = binding;
  return { bindingId, workflowId, workflowName, status, role };
}
