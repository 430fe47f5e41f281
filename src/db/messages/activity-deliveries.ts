import type { Notice } from "../../domain/notices.ts";
import type { Database, Sql } from "../core/database.ts";

export interface ActivityDeliveryRow {
  id: string;
  webhookId: string;
  state: "pending" | "delivered" | "given_up";
  activities: number;
  attempts: number;
  nextAttemptAt: Date;
  answerStatus: number | null;
  problem: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

const columns = `id, webhook_id as "webhookId", state, activities, attempts,
  next_attempt_at as "nextAttemptAt", answer_status as "answerStatus", problem,
  created_at as "createdAt", ended_at as "endedAt"`;

/** A request to be made now. */
export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  url: string;
  secret: Buffer;
  attempts: number;
  createdAt: Date;
}

/** Webhooks with a request to be made now, beside the oldest that is open of each. */
const dueWebhooks = `from activity_webhooks w
         left join lateral (
           select id, next_attempt_at, lease_until from activity_deliveries
            where webhook_id = w.id and state = 'pending' order by id limit 1) d on true
        where w.enabled
          and case when d.id is null
                then exists (select 1 from activity_outbox o
                              where o.webhook_id = w.id and o.delivery_id is null)
                else d.next_attempt_at <= clock_timestamp()
                     and (d.lease_until is null or d.lease_until < clock_timestamp()) end`;

/** Whether there is a request to be made now: mostly none is, and then nothing is locked. */
export async function isDeliveryDue(sql: Sql): Promise<boolean> {
  const rows = await sql.query({
    name: "is-delivery-due",
    text: `select 1 ${dueWebhooks} limit 1`,
  });
  return rows.length > 0;
}

/**
 * Takes the next request that is due, under a lease. Of each webhook the oldest one that is open
 * comes first and holds up what is behind it, which keeps their order; when none is open, what
 * waits in the outbox becomes one.
 *
 * @param freshId of a request that may have to be made up
 */
export async function claimDelivery(
  db: Database,
  freshId: string,
  most: number,
  leaseSeconds: number,
): Promise<ClaimedDelivery | null> {
  return db.tx(async (sql) => {
    const [webhook] = await sql.query<{ id: string; open: string | null }>(
      `select w.id, d.id as open
         ${dueWebhooks}
        order by d.next_attempt_at nulls first, w.id limit 1
        for no key update of w skip locked`,
    );
    if (webhook === undefined) return null;
    if (webhook.open === null) await createDelivery(sql, webhook.id, freshId, most);
    // Looked at again: it was read before the webhook was locked.
    const [claimed] = await sql.query<ClaimedDelivery>(
      `update activity_deliveries d
          set attempts = attempts + 1,
              lease_until = clock_timestamp() + make_interval(secs => $2)
         from activity_webhooks w
        where w.id = d.webhook_id and d.next_attempt_at <= clock_timestamp()
          and (d.lease_until is null or d.lease_until < clock_timestamp())
          and d.id = (select id from activity_deliveries
                       where webhook_id = $1 and state = 'pending' order by id limit 1)
       returning d.id, d.webhook_id as "webhookId", w.url, w.secret, d.attempts,
                 d.created_at as "createdAt"`,
      [webhook.id, leaseSeconds],
    );
    return claimed ?? null;
  });
}

async function createDelivery(
  sql: Sql,
  webhookId: string,
  id: string,
  most: number,
): Promise<void> {
  const waiting = await sql.query<{ id: number }>(
    `select id from activity_outbox where webhook_id = $1 and delivery_id is null
      order by id limit $2`,
    [webhookId, most],
  );
  if (waiting.length === 0) return;
  await sql.query(
    "insert into activity_deliveries (id, webhook_id, activities) values ($1, $2, $3)",
    [id, webhookId, waiting.length],
  );
  await sql.query("update activity_outbox set delivery_id = $1 where id = any($2::bigint[])", [
    id,
    waiting.map((one) => one.id),
  ]);
}

export interface DeliveredNotice {
  id: string;
  activity: Notice;
  at: Date;
  contactId: string;
  /** The contact's id by its owner. */
  customerId: string | null;
  messageId: string | null;
  channel: string | null;
  detail: string | null;
  workflowId: string | null;
  workflowName: string | null;
  runId: string;
  blockId: string | null;
  eventKey: string | null;
  eventTypeKey: string | null;
}

/** What a request tells, in its order. */
export async function noticesOf(sql: Sql, deliveryId: string): Promise<DeliveredNotice[]> {
  return sql.query<DeliveredNotice>(
    `select o.id::text as id, o.activity, o.at, o.contact_id as "contactId",
            (select i.value from contact_identities i
              where i.contact_id = o.contact_id and i.kind = 'contactId'
              order by i.created_at, i.value limit 1) as "customerId",
            o.message_id as "messageId", m.channel, o.detail,
            r.workflow_id as "workflowId", w.name as "workflowName", o.run_id as "runId",
            o.block_id as "blockId", r.event_key as "eventKey", t.key as "eventTypeKey"
       from activity_outbox o
       left join messages m on m.id = o.message_id
       left join runs r on r.id = o.run_id
       left join workflows w on w.id = r.workflow_id
       left join events e on e.id = r.event_id
       left join event_types t on t.id = e.type_id
      where o.delivery_id = $1 order by o.id`,
    [deliveryId],
  );
}

/** How an attempt ended; one that was taken over by another meanwhile changes nothing. */
export async function recordAttempt(
  sql: Sql,
  { id, attempts }: Pick<ClaimedDelivery, "id" | "attempts">,
  end: {
    state: ActivityDeliveryRow["state"];
    answerStatus: number | null;
    problem: string | null;
    /** Milliseconds; null for one that has ended. */
    nextIn: number | null;
  },
): Promise<void> {
  await sql.query(
    `update activity_deliveries
        set state = $3, answer_status = $4, problem = $5, lease_until = null,
            next_attempt_at = case when $6::float8 is null then next_attempt_at
                              else clock_timestamp() + make_interval(secs => $6 / 1000) end,
            ended_at = case when $3 = 'pending' then null else clock_timestamp() end
      where id = $1 and attempts = $2 and state = 'pending'`,
    [id, attempts, end.state, end.answerStatus, end.problem, end.nextIn],
  );
}

/** Newest first, below `below` if given. */
export async function deliveriesBelow(
  sql: Sql,
  webhookId: string,
  limit: number,
  below: string | null,
): Promise<ActivityDeliveryRow[]> {
  return sql.query<ActivityDeliveryRow>(
    `select ${columns} from activity_deliveries
      where webhook_id = $1 and ($3::uuid is null or id < $3) order by id desc limit $2`,
    [webhookId, limit, below],
  );
}

/** Makes a request that was not delivered due now. One in progress stays so. */
export async function retryDelivery(
  sql: Sql,
  webhookId: string,
  id: string,
): Promise<ActivityDeliveryRow | undefined> {
  const [row] = await sql.query<ActivityDeliveryRow>(
    `update activity_deliveries
        set state = 'pending', next_attempt_at = clock_timestamp(), ended_at = null,
            -- Its three days begin anew.
            created_at = case state when 'given_up' then clock_timestamp() else created_at end
      where id = $2 and webhook_id = $1 and state <> 'delivered' returning ${columns}`,
    [webhookId, id],
  );
  return row;
}

export async function deliveryById(
  sql: Sql,
  webhookId: string,
  id: string,
): Promise<ActivityDeliveryRow | undefined> {
  const [row] = await sql.query<ActivityDeliveryRow>(
    `select ${columns} from activity_deliveries where id = $2 and webhook_id = $1`,
    [webhookId, id],
  );
  return row;
}
