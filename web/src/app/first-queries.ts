import type {
  ParsedLocation,
  RegisteredRouter,
  StaticDataRouteOption,
} from "@tanstack/react-router";
import { queryClient } from "../api/query-client.ts";

interface Visit {
  params: Readonly<Record<string, string | undefined>>;
  search: Readonly<Record<string, string | undefined>>;
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** What the page asks for first: asked for together with its code, and found in the cache by it. */
    asks?: (visit: Visit) => readonly { queryKey: readonly unknown[] }[];
  }
}

type Match = Visit & { staticData: StaticDataRouteOption };

/** Asks for what the page at a location shows first, before its code is there. */
export function askFirst(router: RegisteredRouter, location: ParsedLocation): void {
  const matches = router.matchRoutes(location) as readonly Match[];
  for (const { staticData, params, search } of matches) {
    for (const query of staticData.asks?.({ params, search }) ?? []) {
      // Whatever fails is told by the page, which asks again.
      void queryClient.prefetchQuery(query);
    }
  }
}
