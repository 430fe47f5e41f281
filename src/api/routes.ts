import type { Route } from "./route.ts";
import { apiKeysRoutes } from "./routes/api-keys.ts";
import { auditLogRoutes } from "./routes/audit-log.ts";
import { bindingsRoutes } from "./routes/bindings.ts";
import { blockKindsRoutes } from "./routes/block-kinds.ts";
import { broadcastsRoutes } from "./routes/broadcasts.ts";
import { campaignsRoutes } from "./routes/campaigns.ts";
import { cartsRoutes } from "./routes/carts.ts";
import { channelsRoutes } from "./routes/channels.ts";
import { contactImportsRoutes } from "./routes/contact-imports.ts";
import { contactPagesRoutes } from "./routes/contact-pages.ts";
import { contactsRoutes } from "./routes/contacts.ts";
import { devicesRoutes } from "./routes/devices.ts";
import { inAppRoutes } from "./routes/in-app.ts";
import { eventTypesRoutes } from "./routes/event-types.ts";
import { eventsRoutes } from "./routes/events.ts";
import { fanOutsRoutes } from "./routes/fan-outs.ts";
import { figuresRoutes } from "./routes/statistics.ts";
import { measuringRoutes } from "./routes/measuring.ts";
import { historyRoutes } from "./routes/history.ts";
import { identifyingParamsRoutes } from "./routes/identifying-params.ts";
import { inboxRoutes } from "./routes/inbox.ts";
import { instanceRoutes } from "./routes/instance.ts";
import { liveRoutes } from "./routes/live.ts";
import { messagesRoutes } from "./routes/messages.ts";
import { notificationsRoutes } from "./routes/notifications.ts";
import { ordersRoutes } from "./routes/orders.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { peopleRoutes } from "./routes/people.ts";
import { pressureRoutes } from "./routes/pressure.ts";
import { productsRoutes } from "./routes/products.ts";
import { promoPoolsRoutes } from "./routes/promo-pools.ts";
import { bulkActionsRoutes } from "./routes/bulk-actions.ts";
import { runsRoutes } from "./routes/runs.ts";
import { searchRoutes } from "./routes/search.ts";
import { secretsRoutes } from "./routes/secrets.ts";
import { segmentsRoutes } from "./routes/segments.ts";
import { sessionRoutes } from "./routes/session.ts";
import { siteRoutes } from "./routes/site.ts";
import { sourcesRoutes } from "./routes/sources.ts";
import { suppressionsRoutes } from "./routes/suppressions.ts";
import { templatesRoutes } from "./routes/templates.ts";
import { topicsRoutes } from "./routes/topics.ts";
import { webhooksRoutes } from "./routes/webhooks.ts";
import { workersRoutes } from "./routes/workers.ts";
import { workflowsRoutes } from "./routes/workflows.ts";
import { reportsRoutes } from "./routes/reports.ts";
import { retentionRoutes } from "./routes/retention.ts";
import { rfmRoutes } from "./routes/rfm.ts";
import { workspaceRoutes } from "./routes/workspace.ts";

/** Every endpoint below /api/v1: what Express serves and the OpenAPI document describes. */
export const routes: readonly Route[] = [
  ...eventsRoutes,
  ...ordersRoutes,
  ...productsRoutes,
  ...contactsRoutes,
  ...contactPagesRoutes,
  ...contactImportsRoutes,
  ...cartsRoutes,
  ...devicesRoutes,
  ...inAppRoutes,
  ...segmentsRoutes,
  ...topicsRoutes,
  ...suppressionsRoutes,
  ...promoPoolsRoutes,
  ...eventTypesRoutes,
  ...identifyingParamsRoutes,
  ...workflowsRoutes,
  ...blockKindsRoutes,
  ...templatesRoutes,
  ...bindingsRoutes,
  ...campaignsRoutes,
  ...historyRoutes,
  ...runsRoutes,
  ...bulkActionsRoutes,
  ...figuresRoutes,
  ...measuringRoutes,
  ...reportsRoutes,
  ...liveRoutes,
  ...fanOutsRoutes,
  ...broadcastsRoutes,
  ...messagesRoutes,
  ...inboxRoutes,
  ...channelsRoutes,
  ...siteRoutes,
  ...instanceRoutes,
  ...overviewRoutes,
  ...workersRoutes,
  ...rfmRoutes,
  ...workspaceRoutes,
  ...retentionRoutes,
  ...pressureRoutes,
  ...searchRoutes,
  ...secretsRoutes,
  ...sourcesRoutes,
  ...webhooksRoutes,
  ...notificationsRoutes,
  ...apiKeysRoutes,
  ...sessionRoutes,
  ...peopleRoutes,
  ...auditLogRoutes,
];
