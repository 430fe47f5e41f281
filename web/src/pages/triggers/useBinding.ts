import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, remove } from "../../api/client.ts";
import type { Binding } from "../../api/workflows.ts";
import { bindingsQuery } from "../../api/workflows.ts";
import { tellFailure } from "../../ui/notify.ts";
import { workflowHasChanged } from "../workflows/has-changed.ts";

/** Switches a launch condition on or off: seen at once, and taken back when it is refused. */
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
      tellFailure("It was not switched")(error);
    },
    onSettled: () => workflowHasChanged(client, workflow.id),
  });
}

/** @param onRemoved called also when the condition is no longer shown, as it soon is not */
export function useRemoveBinding({ id, workflow }: Binding, onRemoved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove(`/bindings/${id}`),
    onSuccess: onRemoved,
    onSettled: () => workflowHasChanged(client, workflow.id),
  });
}
