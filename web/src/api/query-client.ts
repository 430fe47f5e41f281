import type { QueryKey } from "@tanstack/react-query";
import { MutationCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

/** What will not get better by asking again. */
const isFinal = (error: unknown) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

/**
 * Whatever was changed, a list that was seen a moment ago may show it: it is asked for again where it
 * is shown next. What is on the page now is asked for again by whoever changed it.
 */
const mutationCache = new MutationCache({
  onSettled: () => queryClient.invalidateQueries({ refetchType: "none" }),
});

export const queryClient: QueryClient = new QueryClient({
  mutationCache,
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => !isFinal(error) && failures < 3,
      // An open page shows what it has, and says that it is behind.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

/** Reads again what begins with one of the keys and is shown: with answers that were asked for from now on. */
export async function readAgain(keys: readonly QueryKey[]): Promise<void> {
  const cache = queryClient.getQueryCache();
  // What is on its way may have been answered before the change.
  const onTheirWay = keys.flatMap((queryKey) =>
    cache.findAll({ queryKey, fetchStatus: "fetching" }).flatMap(({ promise }) => promise ?? []),
  );
  await Promise.allSettled(onTheirWay);
  await Promise.all(
    keys.map((queryKey) => queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })),
  );
}
