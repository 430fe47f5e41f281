import type { Sql } from "../core/database.ts";

export interface GateRequest {
  bindingId: string;
  subject: string;
  eventId: string;
  nextAllowedAt: Date | "infinity";
}

export interface GateAnswer {
  bindingId: string;
  subject: string;
  won: boolean;
  /** From when on the gate is open again; null is never. */
  until: Date | null;
}

interface Row {
  bindingId: string;
  subject: string;
  won: boolean;
  /** A Date, Infinity for never, null when the gate was not there when the statement began. */
  until: Date | number | null;
}

/**
 * Asks the gates for the licence to launch: at most one request a gate. A closed gate is only
 * read (a conditional update that fails would still lock and write its row); an open one is
 * upserted, and only who gets the row back has won.
 */
export async function claimLaunchGates(
  sql: Sql,
  requests: readonly GateRequest[],
  receivedAt: Date,
): Promise<GateAnswer[]> {
  if (requests.length === 0) return [];
  const rows = await sql.query<Row>(
    {
      name: "ask-gates",
      text: `with asked as (
               select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[])
                 as a (binding_id, subject, event_id, next_allowed_at)),
             seen as (
               select a.*, g.next_allowed_at as closed_until
                 from asked a left join launch_gates g using (binding_id, subject)),
             won as (
               insert into launch_gates as g (binding_id, subject, launched_at, next_allowed_at, event_id)
               select binding_id, subject, $5, next_allowed_at, event_id from seen
                where closed_until is null or closed_until <= $5
                order by binding_id, subject
               on conflict (binding_id, subject) do update
                 set launched_at = excluded.launched_at, next_allowed_at = excluded.next_allowed_at,
                     event_id = excluded.event_id
                 where g.next_allowed_at <= excluded.launched_at
               returning binding_id, subject)
             select s.binding_id as "bindingId", s.subject, w.subject is not null as won,
                    s.closed_until as until
               from seen s left join won w using (binding_id, subject)`,
    },
    [
      requests.map(({ bindingId }) => bindingId),
      requests.map(({ subject }) => subject),
      requests.map(({ eventId }) => eventId),
      requests.map(({ nextAllowedAt }) => nextAllowedAt),
      receivedAt,
    ],
  );
  const lost = rows.filter(
    ({ won, until }) => !won && (until === null || (until instanceof Date && until <= receivedAt)),
  );
  const winners: ReadonlyMap<string, Date | number> =
    lost.length === 0 ? new Map<string, Date | number>() : await closedUntil(sql, lost);
  return rows.map(({ bindingId, subject, won, until }) => {
    const known = winners.get(`${bindingId}/${subject}`) ?? until;
    return { bindingId, subject, won, until: known instanceof Date ? known : null };
  });
}

/** What a gate that was lost to a concurrent transaction says now: a statement of its own. */
async function closedUntil(sql: Sql, lost: readonly Row[]): Promise<Map<string, Date | number>> {
  const rows = await sql.query<{ bindingId: string; subject: string; until: Date | number }>(
    {
      name: "gates-lost",
      text: `select g.binding_id as "bindingId", g.subject, g.next_allowed_at as until
               from unnest($1::uuid[], $2::uuid[]) as l (binding_id, subject)
               join launch_gates g using (binding_id, subject)`,
    },
    [lost.map(({ bindingId }) => bindingId), lost.map(({ subject }) => subject)],
  );
  return new Map(rows.map((row) => [`${row.bindingId}/${row.subject}`, row.until]));
}
