import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, remove } from "../../api/client.ts";
import type { Binding } from "../../api/workflows.ts";
import { bindingsQuery } from "../../api/workflows.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { invalidateWorkflow } from "../workflows/invalidate-workflow.ts";
import { triggerName } from "./trigger-name.ts";
import { useOfferUndo } from "./use-undo.ts";

/** Switches a trigger on or off: shown at once, and taken back when it is refused. */
export function useSwitchBinding(binding: Binding) {
  const { id, workflow } = binding;
  const client = useQueryClient();
  const offerUndo = useOfferUndo(workflow.id);
  const { queryKey } = bindingsQuery(workflow.id);
  const put = (enabled: boolean) =>
    client.setQueryData(
      queryKey,
      (list) =>
        list && {
          items: list.items.map((item) => (item.id === id ? { ...item, enabled } : item)),
        },
    );
  return useMutation({
    mutationFn: (enabled: boolean) => patch(`/bindings/${id}`, { enabled }),
    onMutate: async (enabled) => {
      await client.cancelQueries({ queryKey });
      put(enabled);
    },
    onError: (error, enabled) => {
      put(!enabled);
      notifyFailure(t("triggers:row.notSwitched"))(error);
    },
    onSuccess: (_answer, enabled) => {
      const name = triggerName(binding);
      void offerUndo(
        enabled
          ? t("triggers:undo.switchedOn", { name })
          : t("triggers:undo.switchedOff", { name }),
      );
    },
    onSettled: () => invalidateWorkflow(client, workflow.id),
  });
}

/** @param onRemoved called also when the trigger's row is gone from the page already */
export function useRemoveBinding(binding: Binding, onRemoved: () => void) {
  const { id, workflow } = binding;
  const client = useQueryClient();
  const offerUndo = useOfferUndo(workflow.id);
  return useMutation({
    mutationFn: () => remove(`/bindings/${id}`),
    onSuccess: () => {
      onRemoved();
      void offerUndo(t("triggers:undo.deleted", { name: triggerName(binding) }));
    },
    onSettled: () => invalidateWorkflow(client, workflow.id),
  });
}
