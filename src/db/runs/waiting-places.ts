import type { Sql } from "../core/database.ts";

/** Where open runs of a workflow stand. */
export interface WaitingPlace {
  version: number;
  blockId: string;
  kind: string;
  runs: number;
  paused: number;
}

export interface WaitingPlaces {
  places: WaitingPlace[];
  /** Open runs that stand nowhere: in progress. */
  inProgress: number;
  notStarted: number;
  /** False: only the newest so many were looked at. */
  isAll: boolean;
}

/**
 * Where the open runs of a workflow stand: at a wait, before a block as they are paused, or at one whose
 * messages are held back. Test launches are their authors'.
 * @param most so many runs are looked at, the newest
 */
export async function waitingPlaces(
  sql: Sql,
  workflowId: string,
  most: number,
): Promise<WaitingPlaces> {
  const rows = await sql.query<
    Omit<WaitingPlace, "blockId"> & { blockId: string | null; status: string }
  >(
    `with open as (
       select id, version_id, status from runs
        where workflow_id = $1 and status in ('pending', 'running') and test is null
        order by id desc limit $2),
     standing as (
       select o.version_id, o.status, p.block_id, q.run_id is not null as is_paused
         from open o
         left join paused_runs q on q.run_id = o.id
         left join lateral (
           select s.block_id from (
             select block_id, 0 as rank from run_steps
              where run_id = o.id and ended_at is null and until > now()
             union all
             select q.block_id, 1 where q.held_at is not null
             union all
             select block_id, 2 from pressure_waiting where run_id = o.id) s
            order by rank limit 1) p on true)
     select v.number as version, s.status, s.block_id as "blockId", count(*) as runs,
            count(*) filter (where s.is_paused) as paused,
            coalesce((select b ->> 'kind' from jsonb_array_elements(v.definition -> 'blocks') b
                       where b ->> 'id' = s.block_id), '') as kind
       from standing s join workflow_versions v on v.id = s.version_id
      group by v.id, s.status, s.block_id
      order by v.number desc, count(*) desc`,
    [workflowId, most + 1],
  );
  const total = rows.reduce((sum, { runs }) => sum + runs, 0);
  const sumOf = (status: string): number =>
    rows.reduce(
      (sum, row) => sum + (row.blockId === null && row.status === status ? row.runs : 0),
      0,
    );
  return {
    places: rows.flatMap(({ version, blockId, kind, runs, paused }) =>
      blockId === null ? [] : [{ version, blockId, kind, runs, paused }],
    ),
    inProgress: sumOf("running"),
    notStarted: sumOf("pending"),
    isAll: total <= most,
  };
}
