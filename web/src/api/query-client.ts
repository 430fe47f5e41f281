import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

/** What will not get better by asking again. */
const isFinal = (error: unknown) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

export const queryClient = new QueryClient({
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
