import type { RuleValue, Scope, Truth } from "../../domain/segment-rules/rule.ts";
import { required } from "../../domain/required.ts";
import type { Asking, Parts } from "./asking.ts";
import { measureSql, measuredAs } from "./measure-sql.ts";
import { variableSql } from "./variable-sql.ts";

/** A query that answers the ids of contacts, and the values of its parameters. */
export interface CompiledRule {
  text: string;
  values: unknown[];
}

/** Measures of all rules in one: each is a walk through what has happened. */
const maxMeasures = 60;

/** Thrown where rules that ask for one another come to more than one statement may hold. */
export class RuleTooLarge extends Error {
  constructor() {
    super(
      `the rule, with those of the segments that it asks for, measures more than ${maxMeasures} things`,
    );
    this.name = "RuleTooLarge";
  }
}

/**
 * Makes a rule one query for the contacts for whom it holds. Nothing that anybody wrote is in its text:
 * values, paths and names are parameters.
 * @param among asks about these contacts only
 * @throws RuleTooLarge
 */
export function compileRule(
  rule: Truth,
  asking: Asking,
  among: readonly string[] | null,
): CompiledRule {
  return new RuleCompiler(asking, among).compile(rule);
}

class RuleCompiler implements Parts {
  readonly asking: Asking;
  readonly values: unknown[] = [];
  readonly among: ((column: string) => string) | null;
  readonly now: string;
  readonly #zone: string;
  readonly #measures = new Map<string, { name: string; text: string }>();
  #needsLastOrder = false;

  constructor(asking: Asking, among: readonly string[] | null) {
    this.asking = asking;
    const ids = among === null ? null : this.parameter(among, "uuid[]");
    this.among = ids === null ? null : (column) => `${column} = any(${ids})`;
    this.now = this.parameter(asking.now, "timestamptz");
    this.#zone = this.parameter(asking.timeZone, "text");
  }

  parameter(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  compile(rule: Truth): CompiledRule {
    const holds = this.truth(rule, "contact");
    const measures = [...this.#measures.values()];
    const tables = measures.map(({ name, text }) => `${name} as materialized (${text})`);
    const joins = measures.map(({ name }) => ` left join ${name} on ${name}.contact_id = c.id`);
    if (this.#needsLastOrder) {
      joins.push(
        ` left join lateral (select * from orders where contact_id = c.id
            order by ordered_at desc, id desc limit 1) lo on true`,
      );
    }
    const only = this.among === null ? "" : ` and ${this.among("c.id")}`;
    const withTables = tables.length > 0 ? `with ${tables.join(", ")} ` : "";
    const text =
      withTables +
      `select c.id from contacts c${joins.join("")} where ${holds}${only}` +
      // Both are parameters of every rule, whether it asks for them or not.
      ` and ${this.now} is not null and ${this.#zone} is not null`;
    return { text, values: this.values };
  }

  truth(rule: Truth, scope: Scope): string {
    switch (rule.kind) {
      case "constant":
        return rule.value ? "true" : "false";
      case "all":
      case "any": {
        const word = rule.kind === "all" ? " and " : " or ";
        return `(${rule.parts.map((part) => this.truth(part, scope)).join(word)})`;
      }
      case "not":
        return `not ${this.truth(rule.part, scope)}`;
      case "holds":
        return `condition_holds(${this.json(rule.value, scope)})`;
      case "isSet":
        return `not condition_empty(${this.json(rule.value, scope)})`;
      case "isEmpty":
        return `condition_empty(${this.json(rule.value, scope)})`;
      case "moments": {
        const moments = [rule.left, rule.right].map((value) => this.#moment(value, scope));
        const order = `condition_moments_order(${moments.join(", ")}, ${this.zone(scope)})`;
        return `coalesce(${order} ${rule.operator === "before" ? "<" : ">"} 0, false)`;
      }
      case "anniversary": {
        const days = this.parameter(rule.days, "int");
        const zone = this.zone(scope);
        return `condition_anniversary(${this.#moment(rule.value, scope)}, ${this.now}, ${days}, ${zone})`;
      }
      case "inSegments":
        return this.#inSegments(rule.names);
      case "compare":
        break;
    }
    return this.#comparison(rule, scope);
  }

  #comparison(
    { operator, left, right }: Extract<Truth, { kind: "compare" }>,
    scope: Scope,
  ): string {
    switch (operator) {
      case "==":
        return `condition_same(${this.json(left, scope)}, ${this.json(right, scope)})`;
      case "!=":
        return `not condition_same(${this.json(left, scope)}, ${this.json(right, scope)})`;
      case "in":
        return `condition_in(${this.json(right, scope)}, ${this.json(left, scope)})`;
      case "contains":
        return `condition_in(${this.json(left, scope)}, ${this.json(right, scope)})`;
      case "oneOf":
        return `condition_one_of(${this.json(left, scope)}, ${this.json(right, scope)})`;
      case "startsWith":
        return `condition_starts(${this.json(left, scope)}, ${this.json(right, scope)})`;
      case "endsWith":
        return `condition_ends(${this.json(left, scope)}, ${this.json(right, scope)})`;
      case "<":
      case "<=":
      case ">":
      case ">=":
        break;
    }
    const values = [this.json(left, scope), this.json(right, scope)];
    const order = `condition_order(${values.join(", ")}, ${this.zone(scope)})`;
    return `coalesce(${order} ${operator} 0, false)`;
  }

  /** A value as jsonb; null in SQL where there is none. */
  json(value: RuleValue, scope: Scope): string {
    switch (value.kind) {
      case "literal":
        return this.parameter(JSON.stringify(value.value), "jsonb");
      case "now":
        return `to_jsonb(${this.now})`;
      case "lower":
        return `condition_lower(${this.json(value.of, scope)})`;
      case "variable":
        this.#needsLastOrder ||= value.scope === "lastOrder";
        return variableSql(this, value);
      case "measure": {
        const measured = `${this.#measure(value.measure)}.value`;
        return measuredAs(value.measure) === "total"
          ? `to_jsonb(coalesce(${measured}, 0))`
          : `to_jsonb(${measured})`;
      }
      case "dateAdd":
        break;
    }
    throw new Error("a date that something is added to is compared by before and after");
  }

  #moment(value: RuleValue, scope: Scope): string {
    const zone = this.zone(scope);
    if (value.kind === "now") return `row(null, ${this.now})::condition_moment`;
    if (value.kind === "measure" && measuredAs(value.measure) === "moment") {
      return `row(null, ${this.#measure(value.measure)}.value)::condition_moment`;
    }
    if (value.kind === "dateAdd") {
      const amount = this.parameter(value.amount, "int");
      const unit = this.parameter(value.unit, "text");
      return `condition_date_add(${this.#moment(value.date, scope)}, ${amount}, ${unit}, ${zone})`;
    }
    return `condition_date(${this.json(value, scope)}, ${zone})`;
  }

  zone(scope: Scope): string {
    return scope === "contact" ? `condition_zone(c.time_zone, ${this.#zone})` : this.#zone;
  }

  #measure(measure: Parameters<typeof measureSql>[1]): string {
    const key = JSON.stringify(measure);
    const known = this.#measures.get(key);
    if (known !== undefined) return known.name;
    if (this.#measures.size >= maxMeasures) throw new RuleTooLarge();
    const name = `m${this.#measures.size + 1}`;
    this.#measures.set(key, { name, text: measureSql(this, measure) });
    return name;
  }

  #inSegments(names: readonly string[]): string {
    const asked = names.map((name) =>
      required(this.asking.segments.get(name), `the segment "${name}" of a rule`),
    );
    const lists = asked.filter(({ rule }) => rule === null).map(({ id }) => id);
    const parts = asked.flatMap(({ rule }) => (rule === null ? [] : this.truth(rule, "contact")));
    if (lists.length > 0) {
      const ids = this.parameter(lists, "uuid[]");
      parts.push(
        `exists (select from segment_members s where s.contact_id = c.id and s.segment_id = any(${ids}))`,
      );
    }
    return `(${parts.join(" or ")})`;
  }
}
