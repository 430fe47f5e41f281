import type { Sql } from "../core/database.ts";

/** Whose starts are counted: those of a workflow in a period. */
export interface FiguresScope {
  workflowId: string;
  from: Date;
  to: Date;
  /** By what a conversion counts: the goal's window, or the same span after each start. */
  by: "window" | "start";
}

/** Contacts of one version (that of their first start in the period), or those that a split has sent one way. */
export interface GroupFigures {
  heldOut: boolean;
  /** Null: of a branch. */
  version: number | null;
  /** Of a random split; null: of a version. */
  blockId: string | null;
  branch: string | null;
  contacts: number;
  converted: number;
  conversions: number;
}

/** What the same contacts have spent, in one currency. */
export interface GroupMoney extends Omit<GroupFigures, "contacts" | "converted" | "conversions"> {
  currency: string;
  sum: number;
  /** Of what each contact has spent. */
  sumOfSquares: number;
  spenders: number;
}

/** Everybody for whom the workflow has started, was held from starting, or has sent a broadcast. */
const starts = `
  select contact_id, version_id, created_at as at, false as held_out from runs
   where workflow_id = $1 and test is null and created_at >= $2 and created_at < $3
     and id >= uuid7_floor($2::timestamptz - interval '1 hour')
  union all
  select contact_id, version_id, at, true from holdouts
   where workflow_id = $1 and at >= $2 and at < $3
  union all
  select m.contact_id, r.version_id, r.created_at, false
    from runs r join messages m on m.run_id = r.id and m.broadcast_id is not null
   where r.workflow_id = $1 and r.test is null and r.created_at >= $2 and r.created_at < $3
     and r.id >= uuid7_floor($2::timestamptz - interval '1 hour')`;

/**
 * Each contact once. Whoever was in both groups (a share was changed, two were merged) can be compared
 * with nobody, and counts among those for whom something was started where nothing is compared.
 */
const people = `
  select contact_id, bool_and(held_out) as held_out,
         (array_agg(version_id order by at, version_id))[1] as version_id
    from starts group by contact_id having $4::text = 'window' or bool_and(held_out) or not bool_or(held_out)`;

const groups = `
  select p.contact_id, p.held_out, v.number as version, null::text as block_id, null::text as branch
    from people p join workflow_versions v on v.id = p.version_id
  union all
  select distinct p.contact_id, false, null::int, s.block_id, s.branch
    from people p
    join runs r on r.contact_id = p.contact_id and r.workflow_id = $1 and r.test is null
     and r.created_at >= $2 and r.created_at < $3
     and r.id >= uuid7_floor($2::timestamptz - interval '1 hour')
    join run_steps s on s.run_id = r.id and s.kind = 'randomSplit'
   where not p.held_out`;

const counted = `
  workflow_id = $1 and started_at >= $2 and started_at < $3
  and case $4::text when 'start' then since_start else attributed end`;

function values({ workflowId, from, to, by }: FiguresScope): unknown[] {
  return [workflowId, from, to, by];
}

export function countGroups(sql: Sql, scope: FiguresScope): Promise<GroupFigures[]> {
  return sql.query<GroupFigures>(
    `with starts as (${starts}), people as (${people}), groups as (${groups}),
          done as (select contact_id, count(*) as conversions from conversions
                    where ${counted} group by contact_id)
     select g.held_out as "heldOut", g.version, g.block_id as "blockId", g.branch,
            count(*)::int as contacts, count(d.contact_id)::int as converted,
            coalesce(sum(d.conversions), 0)::int as conversions
       from groups g left join done d on d.contact_id = g.contact_id
      group by 1, 2, 3, 4 order by 2, 3, 4, 1`,
    values(scope),
  );
}

export function sumGroups(sql: Sql, scope: FiguresScope): Promise<GroupMoney[]> {
  return sql.query<GroupMoney>(
    `with starts as (${starts}), people as (${people}), groups as (${groups}),
          spent as (select contact_id, currency, sum(value) as value from conversions
                     where ${counted} and currency is not null group by contact_id, currency)
     select g.held_out as "heldOut", g.version, g.block_id as "blockId", g.branch,
            coalesce(s.currency, '') as currency, coalesce(sum(s.value), 0)::float8 as sum,
            coalesce(sum(s.value * s.value), 0)::float8 as "sumOfSquares", count(*)::int as spenders
       from groups g join spent s on s.contact_id = g.contact_id
      group by 1, 2, 3, 4, 5 order by 5, 2, 3, 4, 1`,
    values(scope),
  );
}

/** How many contacts were in both groups, and so are not compared. */
export async function countInBoth(sql: Sql, scope: FiguresScope): Promise<number> {
  const { workflowId, from, to } = scope;
  const [row] = await sql.query<{ contacts: number }>(
    `with starts as (${starts})
     select count(*)::int as contacts from (
       select from starts group by contact_id having bool_or(held_out) and not bool_and(held_out)) b`,
    [workflowId, from, to],
  );
  return row?.contacts ?? 0;
}

export interface MessageFigures {
  blockId: string;
  /** Messages that were sent, and to how many contacts. */
  sent: number;
  contacts: number;
  /** Conversions that are put down to one of them, and of how many contacts. */
  conversions: number;
  converted: number;
}

/** Messages of runs that started in the period, by their blocks. */
export function countMessages(sql: Sql, scope: FiguresScope): Promise<MessageFigures[]> {
  const { workflowId, from, to } = scope;
  return sql.query<MessageFigures>(
    `select m.block_id as "blockId", count(distinct m.id)::int as sent,
            count(distinct m.contact_id)::int as contacts, count(c.event_id)::int as conversions,
            count(distinct c.contact_id)::int as converted
       from (select m.id, m.block_id, m.contact_id
               from runs r join messages m on m.run_id = r.id
              where r.workflow_id = $1 and r.test is null and not m.test and m.sent_at is not null
                and r.created_at >= $2 and r.created_at < $3
                and r.id >= uuid7_floor($2::timestamptz - interval '1 hour')) m
       left join conversions c on c.message_id = m.id and c.workflow_id = $1
      group by m.block_id order by m.block_id`,
    [workflowId, from, to],
  );
}

export interface MessageMoney {
  blockId: string;
  currency: string;
  sum: number;
}

export function sumMessages(sql: Sql, scope: FiguresScope): Promise<MessageMoney[]> {
  const { workflowId, from, to } = scope;
  return sql.query<MessageMoney>(
    `select m.block_id as "blockId", coalesce(c.currency, '') as currency,
            coalesce(sum(c.value), 0)::float8 as sum
       from conversions c join messages m on m.id = c.message_id join runs r on r.id = m.run_id
      where c.workflow_id = $1 and c.currency is not null
        and r.created_at >= $2 and r.created_at < $3
      group by 1, 2 order by 2, 1`,
    [workflowId, from, to],
  );
}
