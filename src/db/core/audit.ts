import type { Actor } from "../../domain/actor.ts";
import type { Database, Sql, Statement, TransactionOptions } from "./database.ts";

/**
 * What a transaction says of who changes things in it: the triggers of migration 0026 write the rows
 * of the audit log by it. Nothing for the system and for runs, whose changes the log does not tell.
 */
export function auditOptions(actor: Actor, request: string | null): TransactionOptions {
  if (actor.kind !== "person" && actor.kind !== "key") return {};
  return {
    settings: {
      "campanile.actor": `${actor.kind}:${actor.id ?? ""}`,
      "campanile.request": request ?? "",
    },
  };
}

/** SQL outside of a transaction, of which a statement that writes is one by itself, with its actor. */
export function auditedSql(db: Database, options: TransactionOptions): Sql {
  if (options.settings === undefined) return db;
  return {
    query: (statement, values) =>
      mayWrite(statement)
        ? db.tx((sql) => sql.query(statement, values), options)
        : db.query(statement, values),
    run: (query) => db.run(query),
    measure: (record) => db.measure(record),
  };
}

/** Too often is harmless: it only costs the round trips of a transaction. */
function mayWrite(statement: Statement): boolean {
  const text = typeof statement === "string" ? statement : statement.text;
  return /\b(?:insert|update|delete|merge)\b/i.test(text);
}
