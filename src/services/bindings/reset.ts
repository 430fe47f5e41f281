import { AppError } from "../../contract/errors.ts";
import { launchedKeysOf } from "../../db/contacts/explanation.ts";
import { contactById } from "../../db/contacts/contacts.ts";
import { openGates } from "../../db/events/launch-gates.ts";
import { noteFrequencyReset } from "../../db/events/manual-starts.ts";
import { bindingById } from "../../db/workflows/binding-rows.ts";
import { subjectOfKey } from "../../domain/run-id.ts";
import { newId } from "../../platform/new-id.ts";
import { noContact } from "../contacts/contacts.ts";
import type { ServiceContext } from "../context.ts";

/**
 * Lets the next event of a contact launch again, as if it had launched nothing yet. Runs go on, and
 * other limits hold: a filter, a holdout, pressure.
 * @throws AppError `not_found`; `conflict` for what stops, or launches each time
 */
export async function resetFrequency(
  context: ServiceContext,
  bindingId: string,
  contactId: string,
): Promise<{ opened: number }> {
  return context.transaction(async (context) => {
    const binding = await bindingById(context.sql, bindingId);
    if (binding === undefined) throw new AppError("not_found", `there is no binding ${bindingId}`);
    if (binding.frequency === null || binding.frequency.kind === "each") {
      throw new AppError("conflict", "it has no frequency to reset: nothing keeps events back");
    }
    if ((await contactById(context.sql, contactId)) === null) throw noContact();
    const subjects =
      binding.subject === "key"
        ? (await launchedKeysOf(context.sql, bindingId, contactId)).map(subjectOfKey)
        : [contactId];
    const opened = await openGates(context.sql, bindingId, subjects);
    if (opened.length > 0) {
      await noteFrequencyReset(context.sql, { id: newId(), bindingId, contactId });
    }
    return { opened: opened.length };
  });
}
