import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import type { Change } from "../../api/workflow-history.ts";
import { changesOf, undoChange } from "../../api/workflow-history.ts";
import { t } from "../../i18n/i18n.ts";
import { notifyUndoable } from "../../ui/notify-undoable.tsx";
import { notifyDone, notifyFailure } from "../../ui/notify.ts";
import { invalidateWorkflow } from "../workflows/invalidate-workflow.ts";

const maxChanges = 20;

/** Says that triggers were changed, and offers to undo the newest `count` of the changes. */
export function useOfferUndo(workflowId: string) {
  const client = useQueryClient();
  return async (message: string, count = 1): Promise<void> => {
    const made = await newestChanges(workflowId, count);
    if (made.length < count) return notifyDone(message);
    notifyUndoable({
      message,
      undo: t("triggers:undo.action"),
      onUndo: () => void undoAll(client, workflowId, made),
    });
  };
}

/** Of triggers and stop rules, what was changed last. */
async function newestChanges(workflowId: string, count: number): Promise<Change[]> {
  try {
    const { items } = await changesOf(workflowId, { limit: maxChanges });
    const ofTriggers = items.filter(({ kind }) => kind === "binding" || kind === "stopRules");
    return ofTriggers.slice(0, count);
  } catch {
    // It was changed: that it can't be undone from here is no failure of it.
    return [];
  }
}

/** The last one first: what came before may be what it was made from. */
async function undoAll(client: QueryClient, workflowId: string, changes: Change[]): Promise<void> {
  try {
    for (const { id } of changes) await undoChange(workflowId, id);
    notifyDone(t("triggers:undo.done"));
  } catch (error) {
    notifyFailure(t("triggers:undo.failed"))(error);
  } finally {
    await invalidateWorkflow(client, workflowId);
  }
}
