import type { Notification, NotificationsQuery } from "../../contract/api/notifications.ts";
import type { Page } from "../../contract/api/page.ts";
import type { OccurrenceRow } from "../../db/notifications/occurrences.ts";
import { occurrencesBelow } from "../../db/notifications/occurrences.ts";
import type { ServiceContext } from "../context.ts";
import { pageById } from "../pages.ts";

/** What rules have found and who was told of it, the newest first. */
export async function listNotifications(
  context: ServiceContext,
  { ruleId, state, ...request }: NotificationsQuery,
): Promise<Page<Notification>> {
  const filter = { ruleId: ruleId ?? null, isOpen: state === undefined ? null : state === "open" };
  const { items, next } = await pageById(request, (count, below) =>
    occurrencesBelow(context.sql, filter, count, below),
  );
  return { items: items.map(present), next };
}

function present(row: OccurrenceRow): Notification {
  const { ruleId, ruleName, condition, tellings, ...rest } = row;
  const of = "of" in condition ? condition.of : null;
  return {
    ...rest,
    rule: { id: ruleId, name: ruleName, kind: condition.kind },
    of,
    tellings: tellings.map(({ targetId, targetName, at, ...telling }) => ({
      ...telling,
      at: new Date(at),
      target: { id: targetId, name: targetName },
    })),
  };
}
