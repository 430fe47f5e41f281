import { auditLogPage, auditLogQuery } from "../../contract/api/audit-log.ts";
import { listAuditLog } from "../../services/audit-log/list.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";

export const auditLogRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/audit-log",
    scope: "admin",
    tag: "Audit log",
    summary: "List the audit log, newest first",
    description:
      "The newest first. Each change is written in its own transaction: what is here has happened, " +
      "and what a person or key has changed is here. Events, and what they do, are in `/events`; what " +
      "the system and runs do is not told.",
    query: auditLogQuery,
    answer: auditLogPage,
    handle: ({ context }, { query }) => listAuditLog(context, query),
  }),
];
