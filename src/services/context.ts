import type { Logger } from "pino";
import { auditedSql, auditOptions } from "../db/core/audit.ts";
import type { Database, Sql } from "../db/core/database.ts";
import type { SealingKeys } from "../platform/config/sealing-keys.ts";
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
  /** Who does it. What a person or a key changes is in the audit log by itself. */
  readonly actor: Actor;
  readonly log: Logger;
  /** What the deployment's own secrets are sealed with; undefined: they are not. */
  readonly secretsKeys: SealingKeys | undefined;
  /** This process's clock; what windows are counted by is Postgres' (`serverTime`). */
  now(): Date;
  /**
   * Does work in one transaction, all of it or nothing. Within one it takes part in it, and an error
   * must then not be caught inside. It may be run again from its start (a deadlock, something to be
   * rendered): it must leave no trace but through its context.
   */
  transaction<Result>(work: (context: ServiceContext) => Promise<Result>): Promise<Result>;
  /**
   * Does something once the transaction is committed, a notice say; the same function once for
   * however many calls. What it fails at is its own affair. Outside of a transaction, at once.
   */
  afterCommit(task: AfterCommit): Promise<void>;
}

/** @param sql outside of any transaction */
export type AfterCommit = (sql: Sql) => Promise<void>;

export interface ContextParts {
  db: Database;
  renderer: Renderer;
  actor: Actor;
  log: Logger;
  secretsKeys: SealingKeys | undefined;
  /** What was asked for, for the audit log: an HTTP request's method and path. */
  request?: string;
}

export function serviceContext(parts: ContextParts): ServiceContext {
  const { db, renderer, actor, log, secretsKeys, request = null } = parts;
  const audit = auditOptions(actor, request);
  const common = { actor, log, secretsKeys, now: (): Date => new Date() };
  return {
    ...common,
    sql: auditedSql(db, audit),
    renderer,
    afterCommit: (task) => task(db),
    transaction: async (work) => {
      const tasks = new Set<AfterCommit>();
      const result = await restarting(renderer, (breaking) =>
        db.tx((sql) => {
          // What an attempt asked for that was rolled back is forgotten with it.
          tasks.clear();
          const inside: ServiceContext = {
            ...common,
            sql,
            renderer: breaking,
            afterCommit: (task) => {
              tasks.add(task);
              return Promise.resolve();
            },
            transaction: (inner) => inner(inside),
          };
          return work(inside);
        }, audit),
      );
      for (const task of tasks) await task(db);
      return result;
    },
  };
}
