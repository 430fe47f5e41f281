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
