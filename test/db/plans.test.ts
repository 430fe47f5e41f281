import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import type { Describer } from "./statements/postgres.ts";
import { describer } from "./statements/postgres.ts";
import { statementsIn } from "./statements/written.ts";

let client: pg.Client;
let postgres: Describer;

beforeAll(async () => {
  const { url } = await testDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
  postgres = await describer(url);
});

afterAll(async () => {
  await client.end();
  await postgres.close();
});

/** What is asked of a parameter: of lists one, as most calls have it. */
const examples: Record<string, string> = {
  uuid: "0190b6a4-0000-7000-8000-000000000000",
  text: "a",
  varchar: "a",
  int4: "1",
  int8: "1",
  float8: "1",
  numeric: "1",
  bool: "true",
  timestamptz: "2026-03-01 12:00:00+00",
  date: "2026-03-01",
  interval: "1 hour",
  jsonb: "{}",
  json: "{}",
  bytea: "\\x00",
};

/** More than Postgres plans for their values before it looks at a plan for any. */
const executions = 8;
const plannedForValues = 5;

test("a statement that is prepared is planned some times, and not each time that it is asked", async () => {
  const named = new Map(
    statementsIn((file) => file.includes("/src/db/")).flatMap(({ name, text }) =>
      name === null || text === null ? [] : [[name, text]],
    ),
  );
  expect(named.size).toBeGreaterThan(50);
  for (const [name, text] of named) {
    const { parameters } = await postgres.describe(text);
    const values = parameters.map((type) => {
      const example = examples[type.replace(/^_/, "")];
      if (example === undefined) throw new Error(`${name}: no example of a ${type}`);
      return pg.escapeLiteral(
        type.startsWith("_")
          ? JSON.stringify([example]).replace("[", "{").replace("]", "}")
          : example,
      );
    });
    const prepared = pg.escapeIdentifier(name);
    await client.query(`prepare ${prepared} as ${text}`);
    const call = values.length === 0 ? prepared : `${prepared} (${values.join(", ")})`;
    for (let execution = 0; execution < executions; execution++) {
      await client.query(`explain execute ${call}`);
    }
  }
  const { rows } = await client.query<{ name: string }>(
    "select name from pg_prepared_statements where custom_plans > $1 order by name",
    [plannedForValues],
  );
  expect(rows.map(({ name }) => name)).toEqual([]);
});
