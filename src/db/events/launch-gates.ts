import { rowArrays } from "../core/bulk-insert.ts";
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
  /** When the gate opens again; null when it never does. */
  until: Date | null;
  /** How often it was opened by hand: what is launched behind it is another run each time. */
  resets: number;
}

interface Row {
  bindingId: string;
  subject: string;
  won: boolean;
  /** A Date, Infinity for never, null when the gate was not there when the statement began. */
  until: Date | number | null;
  resets: number;
}

const requestArrays = rowArrays<GateRequest>({
  binding_id: ["uuid", ({ bindingId }) => bindingId],
  subject: ["uuid", ({ subject }) => subject],
  event_id: ["uuid", ({ eventId }) => eventId],
  next_allowed_at: ["timestamptz", ({ nextAllowedAt }) => nextAllowedAt],
});

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
               select * from ${requestArrays.unnest} as a (${requestArrays.names})),
             seen as (
               select a.*, g.next_allowed_at as closed_until
                 from asked a left join launch_gates g using (binding_id, subject)),
             won as (
               insert into launch_gates as g (binding_id, subject, launched_at, next_allowed_at, event_id)
               select binding_id, subject, $${requestArrays.next}, next_allowed_at, event_id from seen
                where closed_until is null or closed_until <= $${requestArrays.next}
                order by binding_id, subject
               on conflict (binding_id, subject) do update
                 set launched_at = excluded.launched_at, next_allowed_at = excluded.next_allowed_at,
                     event_id = excluded.event_id
                 where g.next_allowed_at <= excluded.launched_at
               returning binding_id, subject, resets)
             select s.binding_id as "bindingId", s.subject, w.subject is not null as won,
                    s.closed_until as until, coalesce(w.resets, 0) as resets
               from seen s left join won w using (binding_id, subject)`,
    },
    [...requestArrays.values(requests), receivedAt],
  );
  const lost = rows.filter(
    ({ won, until }) => !won && (until === null || (until instanceof Date && until <= receivedAt)),
  );
  const winners: ReadonlyMap<string, Date | number> =
    lost.length === 0 ? new Map<string, Date | number>() : await closedUntil(sql, lost);
  return rows.map(({ bindingId, subject, won, until, resets }) => {
    const known = winners.get(`${bindingId}/${subject}`) ?? until;
    return { bindingId, subject, won, until: known instanceof Date ? known : null, resets };
  });
}

/** What the gates would say now: nothing is claimed. */
export async function lookAtGates(
  sql: Sql,
  requests: readonly GateRequest[],
  at: Date,
): Promise<GateAnswer[]> {
  if (requests.length === 0) return [];
  const rows = await sql.query<Omit<Row, "won">>(
    {
      name: "look-at-gates",
      text: `select a.binding_id as "bindingId", a.subject, g.next_allowed_at as until,
                    coalesce(g.resets, 0) as resets
               from ${requestArrays.unnest} as a (${requestArrays.names})
               left join launch_gates g using (binding_id, subject)`,
    },
    requestArrays.values(requests),
  );
  return rows.map(({ until, ...gate }) => ({
    ...gate,
    won: until === null || (until instanceof Date && until <= at),
    until: until instanceof Date ? until : null,
  }));
}

type Gate = Pick<Row, "bindingId" | "subject">;

const gateArrays = rowArrays<Gate>({
  binding_id: ["uuid", ({ bindingId }) => bindingId],
  subject: ["uuid", ({ subject }) => subject],
});

/** What a gate that was lost to a concurrent transaction says now: a statement of its own. */
async function closedUntil(sql: Sql, lost: readonly Gate[]): Promise<Map<string, Date | number>> {
  const rows = await sql.query<{ bindingId: string; subject: string; until: Date | number }>(
    {
      name: "gates-lost",
      text: `select g.binding_id as "bindingId", g.subject, g.next_allowed_at as until
               from ${gateArrays.unnest} as l (${gateArrays.names})
               join launch_gates g using (binding_id, subject)`,
    },
    gateArrays.values(lost),
  );
  return new Map(rows.map((row) => [`${row.bindingId}/${row.subject}`, row.until]));
}

export interface OpenedGate {
  subject: string;
  launchedAt: Date;
}

/**
 * Opens the gates of a binding for some subjects, where they are closed: the next event launches again.
 * The launch before stays on record, so that a frequency which is changed later still counts it.
 */
export async function openGates(
  sql: Sql,
  bindingId: string,
  subjects: readonly string[],
): Promise<OpenedGate[]> {
  return sql.query<OpenedGate>(
    `update launch_gates g set next_allowed_at = clock_timestamp(), resets = g.resets + 1
       from (select subject from launch_gates
              where binding_id = $1 and subject = any($2::uuid[]) and next_allowed_at > clock_timestamp()
              order by subject for update) closed
      where g.binding_id = $1 and g.subject = closed.subject
      returning g.subject, g.launched_at as "launchedAt"`,
    [bindingId, subjects],
  );
}

export interface GateStanding {
  bindingId: string;
  launchedAt: Date;
  /** When it opens; null: never. */
  opensAt: Date | null;
}

/** The gates of some bindings that are closed for a subject now. */
export async function closedGates(
  sql: Sql,
  bindingIds: readonly string[],
  subject: string,
): Promise<GateStanding[]> {
  return sql.query<GateStanding>(
    `select binding_id as "bindingId", launched_at as "launchedAt",
            nullif(next_allowed_at, 'infinity') as "opensAt"
       from launch_gates
      where binding_id = any($1::uuid[]) and subject = $2 and next_allowed_at > clock_timestamp()`,
    [bindingIds, subject],
  );
}
