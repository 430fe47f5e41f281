import type { Template, ValuesIn } from "./template.ts";
import { filled, templateOf } from "./template.ts";

/**
 * Sentences by key. One that counts has two, `key_one` and `key_other`, and its value `count`; as
 * message files have them.
 */
export type Sentences = Readonly<Record<string, string>>;

type KeyIn<Of> = Of extends `${infer Key}_one` ? Key : Of extends `${infer Key}_other` ? Key : Of;
type TextOf<Texts, Key> = Key extends keyof Texts
  ? Texts[Key]
  : Key extends string
    ? `${Key}_other` extends keyof Texts
      ? Texts[`${Key}_other`]
      : never
    : never;
type ValuesOf<Texts, Key> =
  TextOf<Texts, Key> extends infer Text extends string ? ValuesIn<Text> : never;
type Given<Wanted> = unknown extends Wanted ? [] : [values: Wanted];

type Values = Readonly<Record<string, string | number | Date>>;

/** Writes the sentences of a table, and no others. */
export type Writer<Texts extends Sentences> = <Key extends KeyIn<keyof Texts & string>>(
  key: Key,
  ...values: Given<ValuesOf<Texts, Key>>
) => string;

export function writerOf<const Texts extends Sentences>(texts: Texts): Writer<Texts> {
  // Pages load all tables and write a few sentences: none is taken apart before it is needed.
  const templates = new Map<string, Template>();
  const templateAt = (key: string): Template | undefined => {
    const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
    const template = templates.get(key) ?? (text === undefined ? undefined : templateOf(text));
    if (template !== undefined) templates.set(key, template);
    return template;
  };
  const write = (key: string, values: Values = {}): string => {
    const counted = values["count"] === 1 ? "one" : "other";
    const template = templateAt(key) ?? templateAt(`${key}_${counted}`);
    if (template === undefined) throw new Error(`there is no sentence ${key}`);
    return filled(
      template,
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)])),
    );
  };
  return write as Writer<Texts>;
}

function textOf(value: string | number | Date): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
