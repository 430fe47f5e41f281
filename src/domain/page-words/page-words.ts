import { lookUpLanguage } from "../language-tag.ts";
import type { PageWord, PageWords } from "./english.ts";
import { englishWords } from "./english.ts";
import { ukrainianWords } from "./ukrainian.ts";

/** Some of them by language: what an owner says in place of the built-in ones, or in a language of their own. */
export type OwnWords = Readonly<Record<string, Partial<Record<PageWord, string | undefined>>>>;

export const pageWordKeys = Object.keys(englishWords) as PageWord[];

const builtIn: Readonly<Record<string, PageWords>> = { en: englishWords, uk: ukrainianWords };

/** The languages that need nobody's words. */
export const builtInLanguages = Object.keys(builtIn);

export interface Wording {
  /** The language that the page is in. */
  tag: string;
  words: PageWords;
}

/**
 * The words of the first of some languages that has all of them: built in or the owner's. A language of
 * which the owner has said a part would give a page in two languages.
 */
export function wordsIn(candidates: readonly (string | null)[], own: OwnWords): Wording {
  const known = [...builtInLanguages, ...Object.keys(own).filter((tag) => lacking(tag, own) === 0)];
  const found = candidates.map((one) => (one === null ? null : lookUpLanguage(one, known)));
  const tag = found.find((one) => one !== null) ?? "en";
  return { tag, words: { ...englishWords, ...builtIn[tag], ...said(own[tag] ?? {}) } };
}

/** What is called the same in both built-in languages is a name, such as Telegram. */
export const isName = (key: PageWord): boolean => englishWords[key] === ukrainianWords[key];

/** How many words of a language nobody has said yet. Names stay what they are where nobody says otherwise. */
export function lacking(tag: string, own: OwnWords): number {
  if (builtIn[tag] !== undefined) return 0;
  const words = own[tag] ?? {};
  return pageWordKeys.filter((key) => words[key] === undefined && !isName(key)).length;
}

function said(words: Partial<Record<PageWord, string | undefined>>): Partial<PageWords> {
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== undefined));
}

const places = /\{\{ ?(\w+) ?\}\}/g;

/** What a word names: `topic` in "Do you want to hear from us about “{{ topic }}”?". */
export function placesIn(text: string): string[] {
  return [...text.matchAll(places)].map(([, name = ""]) => name);
}

/** Puts values into a word's places; nothing within a value is one. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(places, (whole, name: string) => values[name] ?? whole);
}

/** Why a text can't stand for a word, or null. */
export function faultOf(key: PageWord, text: string): string | null {
  const allowed = placesIn(englishWords[key]);
  const unknown = placesIn(text).find((name) => !allowed.includes(name));
  if (unknown === undefined) return null;
  return allowed.length === 0
    ? `names {{ ${unknown} }}, and nothing is filled in here`
    : `names {{ ${unknown} }}, and only {{ ${allowed.join(" }} and {{ ")} }} is filled in here`;
}
