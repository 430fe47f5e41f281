import type { Route } from "./route.ts";
import { apiKeysRoutes } from "./routes/api-keys.ts";
import { bindingsRoutes } from "./routes/bindings.ts";
import { contactsRoutes } from "./routes/contacts.ts";
import { eventTypesRoutes } from "./routes/event-types.ts";
import { eventsRoutes } from "./routes/events.ts";
import { historyRoutes } from "./routes/history.ts";
import { inboxRoutes } from "./routes/inbox.ts";
import { messagesRoutes } from "./routes/messages.ts";
import { ordersRoutes } from "./routes/orders.ts";
import { runsRoutes } from "./routes/runs.ts";
import { segmentsRoutes } from "./routes/segments.ts";
import { workflowsRoutes } from "./routes/workflows.ts";

/** Every endpoint below /api/v1: what Express serves and the OpenAPI document describes. */
export const routes: readonly Route[] = [
  ...eventsRoutes,
  ...ordersRoutes,
  ...contactsRoutes,
  ...segmentsRoutes,
  ...eventTypesRoutes,
  ...workflowsRoutes,
  ...bindingsRoutes,
  ...historyRoutes,
  ...runsRoutes,
  ...messagesRoutes,
  ...inboxRoutes,
  ...apiKeysRoutes,
];
