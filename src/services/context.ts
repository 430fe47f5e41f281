import type { Logger } from "pino";
import type { Database, Sql } from "../db/core/database.ts";
import { notifyDispatchers } from "../db/queue/work-notice.ts";
import type { Actor } from "../domain/actor.ts";
import type { Renderer } from "../rendering/renderer.ts";
import { restarting } from "../rendering/restarting.ts";

/**
 * What a service works with: made once for each request, command or sweep, and handed on as its
 * first argument. Inside a transaction it is another one, whose `sql` takes part.
 */
export interface ServiceContext {
  /** The open transaction; outside of one, each statement is a transaction by itself. */
  readonly sql: Sql;
  /** For whatever others wrote. Inside a transaction it breaks the work off (see `restarting`). */
  readonly renderer: Renderer;
  /** Who does it. */
  readonly actor: Actor;
  readonly log: Logger;
  /**
   * Does work in one transaction, all of it or nothing. Within one it takes part in it, and an error
   * must then not be caught inside. It may be run again from its start (a deadlock, something to be
   * rendered): it must leave no trace but through its context.
   */
  transaction<Result>(work: (context: ServiceContext) => Promise<Result>): Promise<Result>;
  /**
   * Tells the dispatchers after the commit that runs or signals wait in Postgres, once for however
   * many calls; outside of a transaction, at once.
   */
  wakeDispatchers(): Promise<void>;
}

export interface ContextParts {
  db: Database;
  renderer: Renderer;
  actor: Actor;
  log: Logger;
}

export function serviceContext({ db, renderer, actor, log }: ContextParts): ServiceContext {
  return {
    sql: db,
    renderer,
    actor,
    log,
    wakeDispatchers: () => notifyDispatchers(db),
    transaction: async (work) => {
      let wake = false;
      const result = await restarting(renderer, (breaking) =>
        db.tx((sql) => {
          // What an attempt asked for that was rolled back is forgotten with it.
          wake = false;
          const inside: ServiceContext = {
            sql,
            renderer: breaking,
            actor,
            log,
            wakeDispatchers: () => {
              wake = true;
              return Promise.resolve();
            },
            transaction: (inner) => inner(inside),
          };
          return work(inside);
        }),
      );
      if (wake) await notifyDispatchers(db);
      return result;
    },
  };
}
