import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, remove } from "../../api/client.ts";
import type { Binding } from "../../api/workflows.ts";
import { bindingsQuery } from "../../api/workflows.ts";
import { notifyFailure } from "../../ui/notify.ts";
import { invalidateWorkflow } from "../workflows/invalidate-workflow.ts";

/** Switches a trigger on or off: shown at once, and taken back when it is refused. */
export function useSwitchBinding({ id, workflow }: Binding) {
  const client = useQueryClient();
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
      notifyFailure("The trigger was not switched")(error);
    },
    onSettled: () => invalidateWorkflow(client, workflow.id),
  });
}

/** @param onRemoved called also when the trigger's row is gone from the page already */
export function useRemoveBinding({ id, workflow }: Binding, onRemoved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove(`/bindings/${id}`),
    onSuccess: onRemoved,
    onSettled: () => invalidateWorkflow(client, workflow.id),
  });
}
