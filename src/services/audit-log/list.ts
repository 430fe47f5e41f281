import { isUuid } from "../../domain/uuid.ts";
import type { AuditEntry, AuditLogQuery } from "../../contract/api/audit-log.ts";
import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutLookedThrough, decodeCursor } from "../../contract/api/page.ts";
import type { AuditRow } from "../../db/access/audit-log.ts";
import { auditRowsBelow } from "../../db/access/audit-log.ts";
import { namesOfAudited } from "../../db/access/audit-names.ts";
import type { ServiceContext } from "../context.ts";

/** What people and API keys changed, newest first. */
export async function listAuditLog(
  context: ServiceContext,
  { limit, after, ...filter }: AuditLogQuery,
): Promise<Page<AuditEntry>> {
  const below = after === undefined ? null : idIn(after);
  const found = await auditRowsBelow(context.sql, filter, below, limit + 1);
  const page = cutLookedThrough(found, limit, ({ id }) => [id]);
  const ids = page.items.map(({ entityId }) => entityId).filter((id) => isUuid(id));
  const names = await namesOfAudited(context.sql, [...new Set(ids)]);
  return {
    ...page,
    items: page.items.map((row) => presentEntry(row, names.get(row.entityId) ?? null)),
  };
}

function idIn(cursor: string): number {
  const [text] = decodeCursor(cursor, 1);
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw badCursor();
  return id;
}

function presentEntry(row: AuditRow, entityName: string | null): AuditEntry {
  const { id, at, actorKind, actorId, actorName, request, entityId, before, after } = row;
  return {
    id: String(id),
    at,
    actor: { kind: actorKind as AuditEntry["actor"]["kind"], id: actorId, name: actorName },
    request,
    entity: row.entity as AuditEntry["entity"],
    entityId,
    entityName,
    action: row.action as AuditEntry["action"],
    before: before === null ? null : inCamelCase(before),
    after: after === null ? null : inCamelCase(after),
  };
}

/** Fields are called as elsewhere in the API, not as their columns are. */
function inCamelCase(columns: Record<string, unknown>): Record<string, unknown> {
  const nameOf = (column: string) =>
    column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [nameOf(name), value]));
}
