import type { Database, Sql } from "../core/database.ts";

/** The channel on which dispatchers are told that runs or signals wait in Postgres. */
export const workChannel = "campanile_work";

export interface WorkNotifier {
  notify(): void;
  close(): Promise<void>;
}

/**
 * Tells dispatchers of work, after commit and never inside a transaction (where NOTIFY would make
 * commits queue up), one notice at a time. A lost notice costs nothing but a sweep's delay.
 */
export function workNotifier(db: Database): WorkNotifier {
  let wanted = false;
  let underWay: Promise<void> | undefined;

  async function send(): Promise<void> {
    while (wanted) {
      wanted = false;
      await notifyDispatchers(db);
    }
    underWay = undefined;
  }

  return {
    notify: () => {
      wanted = true;
      underWay ??= send();
    },
    close: async () => {
      await underWay;
    },
  };
}

/** One notice, after a commit: it only wakes dispatchers, which also sweep. */
export async function notifyDispatchers(sql: Sql): Promise<void> {
  await sql.query("select pg_notify($1, '')", [workChannel]).catch(() => undefined);
}
