import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BulkAction } from "../../api/bulk-actions.ts";
import type { WirePage } from "../../api/wire.ts";
import { pageQuery } from "../../ui/use-page.ts";

const everyMs = 2_000;

export const isOpen = ({ state }: BulkAction): boolean =>
  state === "pending" || state === "running";

/** A page of bulk actions, read again as long as one of them is being carried out. */
export function useBulkActions(state: string | undefined, after: string | undefined) {
  return useQuery({
    ...pageQuery<BulkAction>("/bulk-actions", { state, after }),
    placeholderData: keepPreviousData<WirePage<BulkAction>>,
    refetchInterval: ({ state: { data } }) => (data?.items.some(isOpen) === true ? everyMs : false),
  });
}
