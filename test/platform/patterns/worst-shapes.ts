import type { AST } from "@eslint-community/regexpp";
import { RegExpParser } from "@eslint-community/regexpp";

/** A text of about a length. */
export type Shape = (length: number) => string;

const ends = ["", "\u0000", "!\n", "x"];

type Node = AST.Element | AST.Alternative | AST.Pattern;

/**
 * Texts that a pattern takes longest for, at about a length: each repeatable piece of it repeated, and
 * each beginning of it, with an end that does not fit. What goes back and tries again does so on these.
 */
export function worstShapes(source: string, flags: string): Shape[] {
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes("u"),
  });
  const shapes = new Map<string, Shape>();
  const pump = (before: string, piece: string): void => {
    if (piece === "") return;
    for (const end of ends) {
      shapes.set(
        JSON.stringify([before, piece, end]),
        (length) => before + piece.repeat(Math.ceil(length / piece.length)) + end,
      );
    }
  };
  const visit = (node: Node, before: string): void => {
    if (node.type === "Quantifier") {
      for (const piece of samples(node.element)) {
        pump(before, piece);
        pump("", before + piece);
        pump("", piece);
      }
      visit(node.element, before);
      return;
    }
    if (node.type === "Alternative") {
      let sofar = before;
      for (const element of node.elements) {
        visit(element, sofar);
        sofar += samples(element)[0] ?? "";
        pump("", sofar);
      }
      return;
    }
    for (const inner of alternativesOf(node)) visit(inner, before);
  };
  visit(pattern, "");
  return [...shapes.values()];
}

function alternativesOf(node: Node): readonly AST.Alternative[] {
  return "alternatives" in node && Array.isArray(node.alternatives) ? node.alternatives : [];
}

/** Some texts that a part of a pattern takes, the shortest that is not empty first. */
function samples(node: Node): string[] {
  switch (node.type) {
    case "Character":
      return [String.fromCodePoint(node.value)];
    case "CharacterSet":
    case "CharacterClass":
    case "ExpressionCharacterClass":
      return charactersOf(node.raw);
    case "Quantifier":
      return samples(node.element).map((piece) => piece.repeat(Math.max(1, node.min)));
    case "Alternative":
      return [node.elements.map((element) => samples(element)[0] ?? "").join("")];
    case "Assertion":
    case "Backreference":
      return [""];
    case "Group":
    case "CapturingGroup":
    case "Pattern":
    default:
      return [...new Set(alternativesOf(node).flatMap(samples))];
  }
}

/** What is tried for a class of characters: one of each sort that patterns tell apart. */
const tried = [
  "a",
  "A",
  "0",
  " ",
  "\t",
  "\n",
  "-",
  "_",
  ".",
  "/",
  "{",
  "<",
  "&",
  '"',
  "'",
  ":",
  "é",
  "€",
  "Я",
  "\u0000",
];

function charactersOf(raw: string): string[] {
  const one = new RegExp(`^(?:${raw})$`, "u");
  const fitting = tried.filter((character) => one.test(character));
  if (fitting.length > 0) return fitting.slice(0, 3);
  for (let code = 0; code < 0x3000; code++) {
    const character = String.fromCodePoint(code);
    if (one.test(character)) return [character];
  }
  return [];
}
