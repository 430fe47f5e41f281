import type { Sql } from "./database.ts";

/** Whose workers carry this database's runs: the names that all of them are started with. */
export interface Deployment {
  namespace: string;
  taskQueue: string;
}

/** What a deployment still has in progress, and which workers have been seen just now. */
export interface OpenWork {
  /** Offered to Temporal and not ended. */
  runs: number;
  fanOuts: number;
  /** Regular starts that are on. */
  schedules: number;
  workers: number;
}

const workerAliveSeconds = 20;

/** The deployment of a database; `own` when it has none yet. Locked to the end of the transaction. */
export async function lockDeployment(sql: Sql, own: Deployment): Promise<Deployment> {
  await sql.query(
    "insert into settings (key, value) values ('deployment', $1) on conflict (key) do nothing",
    [JSON.stringify(own)],
  );
  const [row] = await sql.query<{ value: Deployment }>(
    "select value from settings where key = 'deployment' for update",
  );
  if (row === undefined) throw new Error("the setting deployment was removed meanwhile");
  return row.value;
}

/** It is null when no worker has been started yet. */
export async function findDeployment(sql: Sql): Promise<Deployment | null> {
  const [row] = await sql.query<{ value: Deployment }>(
    "select value from settings where key = 'deployment'",
  );
  return row?.value ?? null;
}

/** Hands the database over to other workers, which tell Temporal of its schedules anew. */
export async function setDeployment(sql: Sql, deployment: Deployment): Promise<void> {
  await sql.query("update settings set value = $1 where key = 'deployment'", [
    JSON.stringify(deployment),
  ]);
  await sql.query("update schedules set told = null, told_at = null");
}

export async function openWork(sql: Sql): Promise<OpenWork> {
  const [row] = await sql.query<OpenWork>(
    `select (select count(*) from runs
              where status = 'running' or (status = 'pending' and attempts > 0)) as runs,
            (select count(*) from fan_outs
              where state = 'running' or (state = 'pending' and attempts > 0)) as "fanOuts",
            (select count(*) from schedules s
               join bindings b on b.id = s.binding_id join workflows w on w.id = b.workflow_id
              where s.told is not null and b.enabled and w.status = 'active') as schedules,
            (select count(*) from workers
              where seen_at > now() - make_interval(secs => $1)) as workers`,
    [workerAliveSeconds],
  );
  if (row === undefined) throw new Error("nothing was counted");
  return row;
}
