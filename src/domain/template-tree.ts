import { Templates, templateError } from "./template.ts";

/** JSON whose texts are Liquid. */
export type TemplateTree =
  | string
  | number
  | boolean
  | null
  | TemplateTree[]
  | { [name: string]: TemplateTree };

const templates = new Templates();

/**
 * The JSON with its texts rendered. A text that is one bare variable, `{{ order.items }}`, becomes
 * its value, whatever that is: a number stays a number. A missing one is null.
 */
export function renderTree(tree: TemplateTree, facts: object): unknown {
  if (typeof tree === "string") return templates.value(tree, facts) ?? null;
  if (Array.isArray(tree)) return tree.map((entry) => renderTree(entry, facts));
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, entry]) => [name, renderTree(entry, facts)]),
  );
}

/** The faults of its templates, each with its place below `field`. */
export function treeErrors(
  tree: TemplateTree,
  field: string,
): { field: string; message: string }[] {
  if (typeof tree === "string") {
    const message = templateError(tree);
    return message === null ? [] : [{ field, message }];
  }
  if (Array.isArray(tree)) {
    return tree.flatMap((entry, index) => treeErrors(entry, `${field}[${index}]`));
  }
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([name, entry]) => treeErrors(entry, `${field}.${name}`));
}
