import type { Notice } from "../../domain/notices.ts";
import type { Sql } from "../core/database.ts";

export interface ActivityWebhookRow {
  id: string;
  name: string;
  url: string;
  activities: Notice[];
  enabled: boolean;
  createdAt: Date;
  updatedAt: Date;
  /** Activities that are still to be told. */
  waiting: number;
  /** The state of the newest delivery; null when there was none yet. */
  lastState: "pending" | "delivered" | "given_up" | null;
  lastProblem: string | null;
}

const columns = `w.id, w.name, w.url, w.activities, w.enabled,
  w.created_at as "createdAt", w.updated_at as "updatedAt",
  (select count(*)::int from activity_outbox o
     left join activity_deliveries d on d.id = o.delivery_id
    where o.webhook_id = w.id and (o.delivery_id is null or d.state = 'pending')) as waiting,
  (select d.state from activity_deliveries d where d.webhook_id = w.id order by d.id desc limit 1)
    as "lastState",
  (select d.problem from activity_deliveries d where d.webhook_id = w.id order by d.id desc limit 1)
    as "lastProblem"`;

export async function activityWebhookById(
  sql: Sql,
  id: string,
): Promise<ActivityWebhookRow | undefined> {
  const [row] = await sql.query<ActivityWebhookRow>(
    `select ${columns} from activity_webhooks w where w.id = $1`,
    [id],
  );
  return row;
}

/** Newest first, below `below` if given. */
export async function activityWebhooksBelow(
  sql: Sql,
  limit: number,
  below: string | null,
): Promise<ActivityWebhookRow[]> {
  return sql.query<ActivityWebhookRow>(
    `select ${columns} from activity_webhooks w where $2::uuid is null or w.id < $2
      order by w.id desc limit $1`,
    [limit, below],
  );
}

export async function insertActivityWebhook(
  sql: Sql,
  webhook: { id: string; name: string; url: string; activities: readonly Notice[] },
  sealed: Buffer,
): Promise<void> {
  const { id, name, url, activities } = webhook;
  await sql.query(
    "insert into activity_webhooks (id, name, url, activities, secret) values ($1, $2, $3, $4, $5)",
    [id, name, url, activities, sealed],
  );
}

/** @returns false when there is no such webhook */
export async function updateActivityWebhook(
  sql: Sql,
  id: string,
  change: Partial<Pick<ActivityWebhookRow, "name" | "url" | "activities" | "enabled">>,
): Promise<boolean> {
  const { name = null, url = null, activities = null, enabled = null } = change;
  const rows = await sql.query(
    `update activity_webhooks
        set name = coalesce($2, name), url = coalesce($3, url),
            activities = coalesce($4, activities), enabled = coalesce($5, enabled),
            updated_at = now()
      where id = $1 returning 1`,
    [id, name, url, activities, enabled],
  );
  return rows.length > 0;
}

/** @returns false when there is no such webhook */
export async function setActivityWebhookSecret(
  sql: Sql,
  id: string,
  sealed: Buffer,
): Promise<boolean> {
  const rows = await sql.query(
    "update activity_webhooks set secret = $2, updated_at = now() where id = $1 returning 1",
    [id, sealed],
  );
  return rows.length > 0;
}

/** @returns false when there is no such webhook */
export async function deleteActivityWebhook(sql: Sql, id: string): Promise<boolean> {
  await sql.query("delete from activity_outbox where webhook_id = $1", [id]);
  const rows = await sql.query("delete from activity_webhooks where id = $1 returning 1", [id]);
  return rows.length > 0;
}
