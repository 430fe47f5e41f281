import { sameJson } from "../../json/same-json.ts";
import { useState } from "react";
import { readCondition } from "./model/read.ts";
import type { Group } from "./model/tree.ts";
import { writeCondition } from "./model/write.ts";

interface EditorState {
  tree: Group;
  /** What it was read from, or written as. */
  rule: unknown;
}

/**
 * The editor's own form of a rule. It holds more than the rule, such as rows that are not finished,
 * so that it is read again only when the rule changes from outside.
 */
export function useConditionTree(
  value: unknown,
  onChange: (rule: unknown) => void,
): [Group, (tree: Group) => void] {
  const [state, setState] = useState<EditorState>(() => ({
    tree: readCondition(value),
    rule: value,
  }));
  let { tree } = state;
  if (!sameJson(state.rule ?? null, value ?? null)) {
    tree = readCondition(value);
    setState({ tree, rule: value });
  }
  const change = (next: Group) => {
    const rule = writeCondition(next);
    setState({ tree: next, rule });
    if (!sameJson(rule ?? null, value ?? null)) onChange(rule);
  };
  return [tree, change];
}
