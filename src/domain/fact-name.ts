import type { FactRoot } from "./fact-labels.ts";
import {
  answerLabels,
  contactLabels,
  eventLabels,
  messageLabels,
  orderLabels,
  rootLabels,
} from "./fact-labels.ts";
import { withoutBrackets } from "./sentences/condition-path.ts";

/** What people call a fact, in place of the path to it. */
export interface FactName {
  root: FactRoot;
  /** One of `fact-labels.ts` (and `isLabel`), or others' own name, such as that of a param. */
  name: string;
  isLabel: boolean;
  /** The variable or block whose fact it is. */
  of: string | null;
}

/** Names that events, contacts and orders have brought along stand below these. */
const ownNames = ["params.", "attributes.", "details."];
const ofVariables: Readonly<Record<string, string>> = { ...contactLabels, ...answerLabels };

/** The name of the fact at a path such as `event.params.city`; null: there is none but the path. */
export function nameOfFact(path: string): FactName | null {
  const [root, below] = cut(withoutBrackets(path));
  if (!isRoot(root)) return null;
  if (below === "") return { root, name: rootLabels[root], isLabel: true, of: null };
  switch (root) {
    case "event":
      return nameIn(root, below, eventLabels, null);
    case "contact":
      return nameIn(root, below, contactLabels, null);
    case "order":
      return nameIn(root, below, orderLabels, null);
    case "vars":
      return nameInVariable(below);
    case "messages":
      return nameBelow(root, below, messageLabels);
    case "waited":
      return nameBelow(root, below, eventLabels);
    default:
      return null;
  }
}

function nameIn(
  root: FactRoot,
  below: string,
  labels: Readonly<Record<string, string>>,
  of: string | null,
): FactName | null {
  if (Object.hasOwn(labels, below)) {
    return { root, name: labels[below] ?? below, isLabel: true, of };
  }
  const own = ownNames.find((start) => below.startsWith(start) && below.length > start.length);
  return own === undefined ? null : { root, name: below.slice(own.length), isLabel: false, of };
}

/** Whose fact it is stands before its name: `messages.welcome.clicked`. */
function nameBelow(
  root: FactRoot,
  below: string,
  labels: Readonly<Record<string, string>>,
): FactName | null {
  const [of, rest] = cut(below);
  return rest === "" ? null : nameIn(root, rest, labels, of);
}

/** A variable holds a contact, an answer or what a template gave: its path doesn't say which. */
function nameInVariable(below: string): FactName {
  const [of, rest] = cut(below);
  // Also a name for what is no contact's.
  const labelled = rest === "" || rest === "id" ? null : nameIn("vars", rest, ofVariables, of);
  return labelled ?? { root: "vars", name: below, isLabel: false, of: null };
}

function cut(path: string): [first: string, rest: string] {
  const dot = path.indexOf(".");
  return dot === -1 ? [path, ""] : [path.slice(0, dot), path.slice(dot + 1)];
}

const isRoot = (name: string): name is FactRoot => Object.hasOwn(rootLabels, name);
