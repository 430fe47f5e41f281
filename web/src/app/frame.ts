import { createRootRoute, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { instanceQuery } from "../api/instance.ts";
import { queryClient } from "../api/query-client.ts";
import { sessionQuery } from "../api/session.ts";
import { NotFound } from "./NotFound.tsx";
import { Shell } from "./Shell.tsx";

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Everything behind the sign-in, in the frame with the navigation. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  staticData: { asks: () => [instanceQuery] },
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session.signedIn) {
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    }
    if (!session.ownerExists && session.scopes.includes("admin"))
      throw redirect({ to: "/welcome" });
  },
});
