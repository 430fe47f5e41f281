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

interface Query {
  queryKey: readonly unknown[];
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** What the page asks for first: asked for together with its code, and found in the cache by it. */
    asks?: (visit: Visit) => readonly Query[];
    /** What it asks for next, when all of that is in the cache. */
    asksThen?: (visit: Visit) => readonly Query[];
  }
}

type Match = Visit & { staticData: StaticDataRouteOption };

/** Asks for what the page at a location shows first, before its code is there. */
export function askFirst(router: RegisteredRouter, location: ParsedLocation): void {
  const matches = router.matchRoutes(location) as readonly Match[];
  for (const { staticData, params, search } of matches) {
    const { asks, asksThen } = staticData;
    const visit = { params, search };
    void ask(asks?.(visit)).then(() => ask(asksThen?.(visit)));
  }
}

/** Whatever fails is told by the page, which asks again. */
const ask = (queries: readonly Query[] = []): Promise<unknown> =>
  Promise.all(queries.map((query) => queryClient.prefetchQuery(query)));
