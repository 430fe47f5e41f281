import pg from "pg";
import type { PlanNode } from "./outer-joins.ts";
import { joinedOptionally } from "./outer-joins.ts";

/** A statement as Postgres understands it. */
export interface Described {
  /** The names of its parameters' types. */
  parameters: string[];
  columns: Column[];
}

export interface Column {
  name: string;
  type: string;
  /** A table's column that may be null, or that a row may lack; what is computed tells nothing. */
  isNullable: boolean;
}

export interface Describer {
  /** @throws what Postgres has against the statement */
  describe(text: string): Promise<Described>;
  close(): Promise<void>;
}

/** Has statements of the extended protocol parsed and described, and runs none. */
export async function describer(url: string): Promise<Describer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const types = await client.query<{ oid: number; name: string }>(
    `select oid::int, case typtype when 'e' then 'text' else typname end as name from pg_type`,
  );
  const nullable = await client.query<{ column: string; name: string }>(
    `select attrelid || '/' || attnum as column, attrelid::regclass || '.' || attname as name
       from pg_attribute where attnum > 0 and not attnotnull`,
  );
  const names = new Map(types.rows.map(({ oid, name }) => [oid, name]));
  const nullables = new Map(nullable.rows.map(({ column, name }) => [column, name]));
  const nameOf = (oid: number): string => names.get(oid) ?? `type ${oid}`;
  const plan = async (text: string): Promise<PlanNode> => {
    const explained = await client.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      `explain (verbose, generic_plan, format json) ${text}`,
    );
    return explained.rows[0]?.["QUERY PLAN"][0].Plan ?? {};
  };
  return {
    describe: async (text) => {
      const { parameters, fields } = await client.query(new Description(text)).done;
      const optional = fields.length === 0 ? [] : joinedOptionally(await plan(text));
      return {
        parameters: parameters.map(nameOf),
        columns: fields.map(({ name, dataTypeID, tableID, columnID }, index) => ({
          name,
          type: nameOf(dataTypeID),
          isNullable:
            optional[index] === true || mayBeNull(nullables.get(`${tableID}/${columnID}`), text),
        })),
      };
    },
    close: () => client.end(),
  };
}

/** Columns that a check of their table has filled in such rows. */
const filled: { column: string; where: string }[] = [
  { column: "bindings.match", where: "role = 'stop'" },
  { column: "bindings.schedule", where: "source = 'schedule'" },
  { column: "bindings.for_each", where: "source = 'schedule'" },
];

/** Whether a statement may find a null in a table's column: not if it compares it, or a check forbids it. */
function mayBeNull(column: string | undefined, text: string): boolean {
  if (column === undefined) return false;
  const name = column.split(".").at(-1) ?? "";
  if (new RegExp(`\\bwhere\\b[^]*\\b${name} (is not null|=|[<>]=?) `).test(text)) return false;
  return !filled.some((known) => known.column === column && text.includes(known.where));
}

interface Answer {
  parameters: number[];
  fields: pg.FieldDef[];
}

/** Parse, Describe and Sync, as the driver's client submits them. */
class Description implements pg.Submittable {
  readonly done: Promise<Answer>;
  readonly #text: string;
  readonly #answer: Answer = { parameters: [], fields: [] };
  #resolve: (answer: Answer) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.once("parameterDescription", (message: { dataTypeIDs: number[] }) => {
      this.#answer.parameters = message.dataTypeIDs;
    });
    connection.parse({ name: "", text: this.#text, types: [] }, true);
    connection.describe({ type: "S", name: "" }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#answer.fields = fields;
  }

  handleError(error: unknown, connection: pg.Connection): void {
    connection.removeAllListeners("parameterDescription");
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#answer);
  }
}
