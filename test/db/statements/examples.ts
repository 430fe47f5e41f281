import { bulkInsert } from "../../../src/db/core/bulk-insert.ts";
import type { Sql } from "../../../src/db/core/database.ts";

/** Statements that nobody runs, by the function that asks them, and what the check finds in them. */
export const examples: readonly (readonly [
  asks: (...given: never[]) => unknown,
  finds: string[],
])[] = [
  [aColumnThatIsNotThere, ['error: column "nickname" does not exist']],
  [aPropertyWithoutColumn, ["no column gives nickname"]],
  [aColumnWithoutProperty, ["no property is named like the column email"]],
  [anotherTypeOfColumn, ["createdAt is timestamptz and its property string"]],
  [aNumberThatIsAText, ["id is uuid and its property number"]],
  [aNull, ["email may be null and its property is string"]],
  [aRowThatMayLack, ["workflow may be null and its property is string"]],
  [aRowThatIsThere, []],
  [anArrayOfOthers, ["tags is _text and its property number[]"]],
  [tooFewValues, ["has 2 parameters and is given 1 values"]],
  [tooManyValues, ["has 1 parameters and is given 2 values"]],
  [aValueOfAnotherType, ["$1 is timestamptz and is given number"]],
  [anArrayForJson, ["$2 is jsonb and is given object[]"]],
  [oneVariantOnly, ['error: column "nick" does not exist']],
  [ofAHelper, ["no column gives nickname"]],
  [callsAHelper, []],
  [aRowTypeThatIsInferred, ["no column gives nickname"]],
  [aColumnOfABulkInsert, ['error: column "nickname" of relation "contacts" does not exist']],
  [oneOfTheTextsByName, ['error: column "nick" does not exist']],
  [fits, []],
];

const textsByName = {
  right: "select id from contacts",
  wrong: "select nick as id from contacts",
} as const;

function oneOfTheTextsByName(sql: Sql, name: keyof typeof textsByName) {
  return sql.query<{ id: string }>(textsByName[name]);
}

function aColumnThatIsNotThere(sql: Sql) {
  return sql.query<{ nickname: string }>("select nickname from contacts");
}

function aPropertyWithoutColumn(sql: Sql) {
  return sql.query<{ id: string; nickname: string }>("select id from contacts");
}

function aColumnWithoutProperty(sql: Sql) {
  return sql.query<{ id: string }>("select id, email from contacts");
}

function anotherTypeOfColumn(sql: Sql) {
  return sql.query<{ createdAt: string }>(`select created_at as "createdAt" from contacts`);
}

function aNumberThatIsAText(sql: Sql) {
  return sql.query<{ id: number }>("select id from contacts");
}

function aNull(sql: Sql) {
  return sql.query<{ email: string }>("select email from contacts");
}

function aRowThatMayLack(sql: Sql) {
  return sql.query<{ id: string; workflow: string }>(
    `select r.id, w.name as workflow from runs r left join workflows w on w.id = r.workflow_id`,
  );
}

function aRowThatIsThere(sql: Sql) {
  return sql.query<{ id: string; workflow: string }>(
    `select r.id, w.name as workflow from runs r left join workflows w on w.id = r.workflow_id
      where w.status = 'active'`,
  );
}

function anArrayOfOthers(sql: Sql) {
  return sql.query<{ tags: number[] }>("select tags from workflows");
}

function tooFewValues(sql: Sql, id: string) {
  return sql.query("update contacts set email = $2 where id = $1", [id]);
}

function tooManyValues(sql: Sql, id: string, email: string) {
  return sql.query("delete from contacts where id = $1", [id, email]);
}

function aValueOfAnotherType(sql: Sql, before: number) {
  return sql.query("delete from contacts where created_at < $1", [before]);
}

function anArrayForJson(sql: Sql, id: string, rules: readonly { topic: string }[]) {
  return sql.query("update workflows set stop_rules = $2 where id = $1", [id, rules]);
}

function oneVariantOnly(sql: Sql, byName: boolean) {
  return sql.query(`select id from contacts order by ${byName ? "nick" : "id"}`);
}

const columns = (id: string) => `${id} as id`;

async function callsAHelper(sql: Sql) {
  await ofAHelper(sql, `select ${columns("c.id")} from contacts c`);
  return sql.query<{ id: string }>(`select ${columns("id")} from contacts`);
}

function ofAHelper(sql: Sql, text: string) {
  return sql.query<{ id: string; nickname: string }>(text);
}

function aRowTypeThatIsInferred(sql: Sql): Promise<{ id: string; nickname: string }[]> {
  return sql.query("select id from contacts");
}

const contacts = bulkInsert<{ id: string }>("contacts", {
  id: ["uuid", ({ id }) => id],
  nickname: ["text", () => null],
});

function aColumnOfABulkInsert(sql: Sql) {
  return sql.query({ name: "example", text: contacts.text }, contacts.values([]));
}

function fits(sql: Sql, id: string, since: Date | null) {
  return sql.query<{ id: string; email: string | null; at: Date; n: number; attributes: unknown }>(
    `select id, email, created_at as at, count(*) over () as n, attributes
       from contacts where id = $1 and ($2::timestamptz is null or created_at > $2)`,
    [id, since],
  );
}
