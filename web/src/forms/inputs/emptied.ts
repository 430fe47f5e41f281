import type { InputProps } from "../form/input.ts";

/**
 * What an emptied text means: a setting without a default is removed; one with a default keeps
 * the empty text, as taking it away would bring the default back.
 */
export function clearedText(
  text: string,
  { schema, required }: Pick<InputProps, "schema" | "required">,
) {
  return text === "" && !required && schema.default === undefined ? undefined : text;
}

/** What stands in an empty input: the default that holds. */
export function defaultHint({ default: value }: InputProps["schema"]): string | undefined {
  const isShown = (typeof value === "string" && value !== "") || typeof value === "number";
  return isShown ? String(value) : undefined;
}

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
