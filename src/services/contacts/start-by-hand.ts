import type { ManualStart, ManualStartAnswer } from "../../contract/api/contact-actions.ts";
import { AppError } from "../../contract/errors.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { latestEventOfType } from "../../db/contacts/explanation.ts";
import { noteManualStart } from "../../db/events/manual-starts.ts";
import { bindingById } from "../../db/workflows/binding-rows.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import { raiseEvents } from "../events/raise.ts";
import { noContact } from "./contacts.ts";

/** What events are said to come from that somebody sends to start a workflow. */
const source = "hand";

/**
 * Starts a workflow for one contact: an event of the trigger's type, for that trigger alone, that goes
 * the way of every event. Filter, frequency and holdouts decide as ever, and a repetition with its
 * message id gets the first answer.
 * @throws AppError `not_found`; `conflict` where nothing can be started
 */
export async function startByHand(
  context: ServiceContext,
  contactId: string,
  workflowId: string,
  { bindingId, params, key, messageId }: ManualStart,
): Promise<ManualStartAnswer> {
  return context.transaction(async (context) => {
    if ((await contactById(context.sql, contactId)) === null) throw noContact();
    const binding = await bindingById(context.sql, bindingId);
    if (binding === undefined || binding.workflowId !== workflowId) {
      throw new AppError("not_found", `the workflow has no trigger ${bindingId}`);
    }
    if (binding.role !== "start")
      throw new AppError("conflict", "this trigger starts nothing: it stops");
    if (binding.workflowStatus !== "active") {
      throw new AppError("conflict", `the workflow is not active: it is ${binding.workflowStatus}`);
    }
    if (!binding.enabled) throw new AppError("conflict", "this trigger is switched off");
    const latest = await latestEventOfType(context.sql, contactId, binding.eventTypeId);
    const [result] = await raiseEvents(context, [
      {
        typeKey: binding.eventTypeKey,
        keyValue: key ?? latest?.key ?? contactId,
        params: params ?? latest?.params ?? {},
        identities: [],
        knownContactId: contactId,
        messageId: `hand/${contactId}/${messageId ?? newId()}`,
        source,
        onlyBinding: bindingId,
      },
    ]);
    if (result === undefined) throw new Error("ingest answered nothing to one event");
    if (result.outcome === "message_id_reused") {
      const message = "this message id was used before, for a start that says something else";
      throw new AppError("conflict", message, { details: { eventId: result.eventId } });
    }
    const { eventId, decisions } = result;
    await noteManualStart(context.sql, { eventId, bindingId });
    const decision = decisions.find((one) => one.bindingId === bindingId);
    if (decision === undefined) throw new AppError("conflict", "the trigger was deleted meanwhile");
    const { outcome, reason, until = null, runId = null } = decision;
    return { eventId, duplicate: result.outcome === "duplicate", outcome, reason, until, runId };
  });
}
