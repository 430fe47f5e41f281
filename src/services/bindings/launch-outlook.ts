import type { BindingOutlook } from "../../contract/api/binding-outlook.ts";
import { gateCounts, launchedSince, maxLookedAt } from "../../db/workflows/launch-outlook.ts";
import type { BindingState } from "../../db/workflows/workflow-history.ts";
import { earliestStillHeld } from "../../domain/frequency.ts";
import type { ServiceContext } from "../context.ts";

type State = Omit<BindingState, "id"> & { id: string | null };
type Outlook = Pick<BindingOutlook, "startAgain" | "wait">;

const nobody = { count: 0, isAtLeast: false };

/** Who can start again by a change of how often a binding starts, and who has to wait. */
export async function launchOutlook(
  context: ServiceContext,
  before: State | null,
  after: State | null,
  now: Date,
): Promise<Outlook> {
  const none = { startAgain: nobody, wait: nobody };
  const known = before ?? after;
  if (known === null || known.id === null || known.frequency === null) return none;
  const binding = { id: known.id, workflowId: known.workflowId };
  const heldSince = after?.frequency == null ? null : earliestStillHeld(after.frequency, now);
  const gates = await gateCounts(context.sql, binding.id, now, heldSince);
  const isAtLeast = gates.looked > maxLookedAt;
  const counted = (count: number) => ({ count, isAtLeast: isAtLeast && count > 0 });
  // With "each time" gates are kept and not asked: whoever has one can start all the same.
  const asksGates = before?.frequency != null && before.frequency.kind !== "each";
  if (before === null || !asksGates || before.subject !== after?.subject) {
    const freed = asksGates ? counted(gates.heldBack) : nobody;
    if (after === null || after.subject === null || heldSince === null) {
      return { startAgain: freed, wait: nobody };
    }
    const { subjects, looked } = await launchedSince(
      context.sql,
      binding,
      after.subject,
      heldSince,
    );
    return { startAgain: freed, wait: { count: subjects, isAtLeast: looked > maxLookedAt } };
  }
  return { startAgain: counted(gates.startAgain), wait: counted(gates.wait) };
}
