import type { LoggedState } from "./consent-log.ts";
import type { Sql } from "../core/database.ts";

/** Rows of one source lie below this: its own key, the time to the microsecond or an id that holds it. */
export interface Below {
  at: string;
  id: string;
}

export interface TimelineEventRow {
  id: string;
  typeKey: string;
  typeName: string;
  key: string;
  source: string;
  receivedAt: Date;
  past: boolean;
  /** A click or an open: of which the rest is told. */
  isReaction: boolean;
  /** Of a click or an open. */
  messageId: string | null;
  url: string | null;
  byMachine: boolean;
  /** Who started a workflow by it; null: nobody did by hand. */
  startedByKind: string | null;
  startedBy: string | null;
}

/** The types of events that tell what a contact did with a message. */
const reactions = ["click", "open"];

/** So many of a contact's newest events are looked at for a page that wants some kinds of them only. */
const mostEventsLookedAt = 3_000;

/**
 * Events of a contact below an id, newest first.
 * @param reacts only clicks and opens, or all but those; null: every event
 */
export async function timelineEvents(
  sql: Sql,
  contactId: string,
  below: string,
  limit: number,
  reacts: boolean | null,
): Promise<TimelineEventRow[]> {
  return sql.query<TimelineEventRow>(
    `select e.id, coalesce(t.key, f.key, '') as "typeKey", coalesce(t.name, f.name, '') as "typeName",
            e.key_value as key, e.source, e.received_at as "receivedAt", e.past,
            coalesce(t.key = any($5::text[]), false) as "isReaction",
            case when t.key = any($5::text[]) then e.params ->> 'messageId' end as "messageId",
            case when t.key = any($5::text[]) then e.params ->> 'url' end as url,
            coalesce(t.key = any($5::text[]) and e.params ->> 'machine' = 'true', false) as "byMachine",
            s.actor_kind as "startedByKind", coalesce(p.name, k.name) as "startedBy"
       from (select * from events where contact_id = $1 and id < $2
              order by id desc limit case when $4::boolean is null then $3::int else ${mostEventsLookedAt} end) e
       left join event_types t on t.id = e.type_id
       left join former_event_types f on f.id = e.type_id
       left join manual_starts s on s.event_id = e.id
       left join people p on p.id = s.actor_id and s.actor_kind = 'person'
       left join api_keys k on k.id = s.actor_id and s.actor_kind = 'key'
      where $4::boolean is null or coalesce(t.key = any($5::text[]), false) = $4
      order by e.id desc limit $3::int`,
    [contactId, below, limit, reacts, reactions],
  );
}

/** Down to which event such a page has looked; null: to the contact's first one. */
export async function lastEventLookedAt(
  sql: Sql,
  contactId: string,
  below: string,
): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>(
    `select id from events where contact_id = $1 and id < $2
      order by id desc offset ${mostEventsLookedAt - 1} limit 1`,
    [contactId, below],
  );
  return row?.id ?? null;
}

export interface TimelineRunRow {
  id: string;
  workflowId: string;
  workflowName: string;
  version: number;
  test: boolean;
  status: "pending" | "running" | "completed" | "failed" | "stopped";
  eventId: string;
  createdAt: Date;
  endedAt: Date | null;
  error: unknown;
  stopReason: string | null;
}

/** Runs of a contact below an id, newest first. */
export async function timelineRuns(
  sql: Sql,
  contactId: string,
  below: string,
  limit: number,
): Promise<TimelineRunRow[]> {
  return sql.query<TimelineRunRow>(
    `select r.id, r.workflow_id as "workflowId", w.name as "workflowName", v.number as version,
            r.test is not null as test, r.status, r.event_id as "eventId",
            r.created_at as "createdAt", r.ended_at as "endedAt", r.error, r.stop_reason as "stopReason"
       from (select * from runs where contact_id = $1 and id < $2 order by id desc limit $3) r
       join workflows w on w.id = r.workflow_id
       join workflow_versions v on v.id = r.version_id
      order by r.id desc`,
    [contactId, below, limit],
  );
}

export interface TimelineMessageRow {
  id: string;
  workflowId: string;
  workflowName: string;
  runId: string;
  channel: string;
  recipient: string;
  title: string;
  state: string;
  test: boolean;
  error: string | null;
  queuedAt: Date;
  sentAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  atExact: string;
}

const exact = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Messages to a contact below a time and an id, newest first. */
export async function timelineMessages(
  sql: Sql,
  contactId: string,
  { at, id }: Below,
  limit: number,
): Promise<TimelineMessageRow[]> {
  return sql.query<TimelineMessageRow>(
    `select m.id, m.workflow_id as "workflowId", coalesce(w.name, '') as "workflowName",
            m.run_id as "runId", m.channel, m.recipient, m.subject as title, m.state, m.test, m.error,
            m.queued_at as "queuedAt", m.sent_at as "sentAt", m.opened_at as "openedAt",
            m.clicked_at as "clickedAt", ${exact("m.queued_at")} as "atExact"
       from (select * from messages
              where contact_id = $1 and (queued_at, id) < ($2::timestamptz, $3::uuid)
              order by queued_at desc, id desc limit $4) m
       left join workflows w on w.id = m.workflow_id
      order by m.queued_at desc, m.id desc`,
    [contactId, at, id, limit],
  );
}

export interface TimelineConsentRow {
  id: number;
  topic: string | null;
  topicName: string | null;
  channel: string | null;
  state: LoggedState;
  source: string;
  messageId: string | null;
  runId: string | null;
  actorKind: string | null;
  actorName: string | null;
  at: Date;
  atExact: string;
}

/** What a contact has said of consent below a time and an id, newest first. */
export async function timelineConsent(
  sql: Sql,
  contactId: string,
  { at, id }: { at: string; id: number },
  limit: number,
): Promise<TimelineConsentRow[]> {
  return sql.query<TimelineConsentRow>(
    `select c.id, c.topic, t.name as "topicName", c.channel, c.state, c.source,
            c.message_id as "messageId", c.run_id as "runId", c.actor_kind as "actorKind",
            coalesce(p.name, k.name) as "actorName", c.at, ${exact("c.at")} as "atExact"
       from (select * from consent_log
              where contact_id = $1 and (at, id) < ($2::timestamptz, $3::bigint)
              order by at desc, id desc limit $4) c
       left join topics t on t.key = c.topic
       left join people p on p.id = c.actor_id and c.actor_kind = 'person'
       left join api_keys k on k.id = c.actor_id and c.actor_kind = 'key'
      order by c.at desc, c.id desc`,
    [contactId, at, id, limit],
  );
}

export interface TimelineResetRow {
  id: string;
  bindingId: string;
  workflowId: string | null;
  workflowName: string | null;
  actorKind: string | null;
  actorName: string | null;
  at: Date;
}

/** Frequencies that somebody has reset for a contact, below an id, newest first. */
export async function timelineResets(
  sql: Sql,
  contactId: string,
  below: string,
  limit: number,
): Promise<TimelineResetRow[]> {
  return sql.query<TimelineResetRow>(
    `select r.id, r.binding_id as "bindingId", w.id as "workflowId", w.name as "workflowName",
            r.actor_kind as "actorKind", coalesce(p.name, k.name) as "actorName", r.at
       from frequency_resets r
       left join bindings b on b.id = r.binding_id
       left join workflows w on w.id = b.workflow_id
       left join people p on p.id = r.actor_id and r.actor_kind = 'person'
       left join api_keys k on k.id = r.actor_id and r.actor_kind = 'key'
      where r.contact_id = $1 and r.id < $2 order by r.id desc limit $3`,
    [contactId, below, limit],
  );
}
