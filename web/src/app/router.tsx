import { createRoute, createRouter } from "@tanstack/react-router";
import { whenSignedOut } from "../api/client.ts";
import { blockKindsQuery } from "../api/block-kinds.ts";
import { attentionQuery, overviewPeriodOf, overviewQuery } from "../api/overview.ts";
import { queryClient } from "../api/query-client.ts";
import { runQuery } from "../api/runs.ts";
import { sessionQuery } from "../api/session.ts";
import { bindingsQuery, workflowQuery, workflowTagsQuery } from "../api/workflows.ts";
import { eventQueryOf } from "../pages/events/event-query.ts";
import { runQueryOf } from "../pages/runs/run-query.ts";
import { PageFailure } from "../ui/PageFailure.tsx";
import { pageQuery } from "../ui/use-page.ts";
import { filterNames } from "./filter-names.ts";
import { liveVersion } from "./live-version.ts";
import { inside, root } from "./frame.ts";
import { lazyPage } from "./lazy-page.ts";
import { messagesRoutes } from "./routes/messages.ts";
import { shopRoutes } from "./routes/shop.ts";
import { templateRoutes } from "./routes/templates.ts";
import { channelRoutes } from "./routes/channels.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { sourceRoutes } from "./routes/sources.ts";
import { workerRoutes } from "./routes/workers.ts";
import { importRoutes } from "./routes/import.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { topicRoutes } from "./routes/topics.ts";
import { reportRoutes } from "./routes/reports.ts";
import { segmentRoutes } from "./routes/segments.ts";
import { contactsRoutes } from "./routes/contacts.ts";
import { only } from "./search.ts";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: only("next", "code", "failed"),
  component: lazyPage(() => import("../pages/sign-in/SignInPage.tsx"), "SignInPage", "sign-in"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyPage(() => import("../pages/sign-in/WelcomePage.tsx"), "WelcomePage", "sign-in"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyPage(
    () => import("../pages/sign-in/InvitationPage.tsx"),
    "InvitationPage",
    "sign-in",
  ),
});

/** A page, and beside it what it will need next. */
function beside<Module>(page: Promise<Module>, next: Promise<unknown>): Promise<Module> {
  next.catch(() => undefined);
  return page;
}

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  validateSearch: only("last"),
  staticData: {
    asks: ({ search: { last } }) => [
      attentionQuery,
      overviewQuery(overviewPeriodOf(last)),
      pageQuery("/events", {}, 8),
      pageQuery("/runs", {}, 8),
    ],
  },
  component: lazyPage(
    () => import("../pages/home/HomePage.tsx"),
    "HomePage",
    "home",
    "words",
    "api-words",
  ),
});
const eventTypes = createRoute({
  getParentRoute: () => inside,
  path: "/event-types",
  /** `type`: whose dependencies are shown. */
  validateSearch: only("search", "category", "source", "dependency", "sort", "after", "type"),
  staticData: {
    asks: ({ search: { search, category, source, dependency, sort, after } }) => [
      pageQuery("/event-types", { search, category, source, dependency, sort, after }),
    ],
  },
  component: lazyPage(
    () => import("../pages/event-types/EventTypesPage.tsx"),
    "EventTypesPage",
    "event-types",
    "words",
    "api-words",
  ),
});
const workflows = createRoute({
  getParentRoute: () => inside,
  path: "/workflows",
  /** `new`: which dialog for a new workflow is open: blank, example or import. */
  validateSearch: only("search", "tag", "status", "sort", "after", "new"),
  staticData: {
    asks: ({ search: { search, tag, status, sort, after } }) => [
      pageQuery("/workflows", { search, tag, status, sort, after }),
      workflowTagsQuery,
    ],
  },
  component: lazyPage(
    () => import("../pages/workflows/WorkflowsPage.tsx"),
    "WorkflowsPage",
    "workflows",
    "workflows-list",
    "triggers",
    "conditions",
    "api-words",
  ),
});
/** The builder: a workflow's draft on its canvas. `block` is selected, `panel` open, `version` compared. */
const workflow = createRoute({
  getParentRoute: () => inside,
  path: "/workflows/$id",
  validateSearch: only("block", "panel", "version", "against", "from", "to", "run"),
  staticData: {
    asks: ({ params: { id = "" } }) => [workflowQuery(id), blockKindsQuery, bindingsQuery(id)],
    asksThen: ({ params: { id = "" } }) => liveVersion(id),
  },
  component: lazyPage(
    () =>
      beside(import("../pages/builder/BuilderPage.tsx"), import("../canvas/WorkflowCanvas.tsx")),
    "BuilderPage",
    "builder",
    "issues",
    "workflows",
    "api-words",
  ),
});
const events = createRoute({
  getParentRoute: () => inside,
  path: "/events",
  /** `event`: which one is open; `test`: that the dialog for a test event is. */
  validateSearch: only(
    "typeKey",
    "outcome",
    "key",
    "from",
    "to",
    "contactId",
    "workflowId",
    "after",
    "event",
    "test",
  ),
  staticData: {
    asks: ({ search: { after, ...filter } }) => [
      pageQuery("/events", { ...eventQueryOf(filter, Date.now()), after }),
      ...filterNames({ contactId: filter["contactId"] }),
    ],
  },
  component: lazyPage(
    () => import("../pages/events/EventsPage.tsx"),
    "EventsPage",
    "events",
    "words",
    "api-words",
  ),
});
const runs = createRoute({
  getParentRoute: () => inside,
  path: "/runs",
  validateSearch: only(
    "workflowId",
    "version",
    "status",
    "test",
    "contactId",
    "blockId",
    "blockState",
    "from",
    "to",
    "typeKey",
    "key",
    "after",
  ),
  staticData: {
    asks: ({ search: { after, ...filter } }) => [
      pageQuery("/runs", { ...runQueryOf(filter, Date.now()), after }),
      blockKindsQuery,
      ...filterNames(filter),
    ],
  },
  component: lazyPage(
    () => import("../pages/runs/RunsPage.tsx"),
    "RunsPage",
    "runs",
    "bulk-actions",
    "words",
    "api-words",
  ),
});
const run = createRoute({
  getParentRoute: () => inside,
  path: "/runs/$id",
  /** `block`: which one is selected; `message`: which one is open. */
  validateSearch: only("block", "message"),
  staticData: { asks: ({ params: { id = "" } }) => [runQuery(id), blockKindsQuery] },
  component: lazyPage(
    () => beside(import("../pages/runs/RunPage.tsx"), import("../canvas/WorkflowCanvas.tsx")),
    "RunPage",
    "runs",
    "bulk-actions",
    "messages",
    "words",
    "api-words",
  ),
});
const inbox = createRoute({
  getParentRoute: () => inside,
  path: "/inbox",
  validateSearch: only("after"),
  component: lazyPage(() => import("../pages/inbox/InboxPage.tsx"), "InboxPage", "inbox"),
});
const mail = createRoute({
  getParentRoute: () => inside,
  path: "/inbox/$id",
  component: lazyPage(() => import("../pages/inbox/MailPage.tsx"), "MailPage", "inbox"),
});
const bulkActions = createRoute({
  getParentRoute: () => inside,
  path: "/bulk-actions",
  validateSearch: only("state", "after"),
  staticData: {
    asks: ({ search: { state, after } }) => [pageQuery("/bulk-actions", { state, after })],
  },
  component: lazyPage(
    () => import("../pages/bulk-actions/BulkActionsPage.tsx"),
    "BulkActionsPage",
    "bulk-actions",
    "words",
    "api-words",
  ),
});
const pages = [home, eventTypes, workflows, workflow, events, runs, run, bulkActions, inbox, mail];

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    welcome,
    invitation,
    inside.addChildren([
      ...pages,
      ...templateRoutes,
      ...channelRoutes,
      ...settingsRoutes,
      ...sourceRoutes,
      ...workerRoutes,
      ...reportRoutes,
      ...segmentRoutes,
      ...importRoutes,
      ...topicRoutes,
      ...contactsRoutes,
      ...notificationRoutes,
      ...messagesRoutes,
      ...shopRoutes,
    ]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
});

whenSignedOut(() => {
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  // Each of several requests is refused: only the first one knows where somebody wanted to go.
  const { pathname, href } = router.latestLocation;
  if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { next: href } });
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
