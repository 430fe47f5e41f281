/** What stands in an empty input for Liquid; the same in every language. */
export const exampleOfLiquid = "{{ event.params.city }}";

/** What is inserted for a value: its output, or for a list of objects a loop over it. */
export function liquidOf({ template, fields }: { template: string; fields?: string[] }): string {
  const [first] = fields ?? [];
  if (first === undefined) return `{{ ${template} }}`;
  const inner = /^[A-Za-z_][\w-]*$/.test(first)
    ? `item.${first}`
    : `item[${JSON.stringify(first)}]`;
  return `{% for item in ${template} %}{{ ${inner} }} {% endfor %}`;
}

/** A text with another put in place of what is selected, and where the cursor goes. */
export function inserted(
  text: string,
  piece: string,
  from: number,
  to: number,
): { text: string; cursor: number } {
  return { text: text.slice(0, from) + piece + text.slice(to), cursor: from + piece.length };
}
