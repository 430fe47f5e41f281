import type { Identity, IdentityKind } from "./identity.ts";
import { sayDecision } from "./sentences/decision-sentences.ts";
import { plainAddress, plainText } from "./visible-text.ts";

/** An id that names nobody, and why, in words. */
export interface IgnoredIdentity extends Identity {
  reason: string;
}

/** Nothing, as languages, databases, spreadsheets and analytics write it. */
const nothing =
  "undefined null none nil nan n/a na #n/a #ref! #value! \\n notset notavailable notapplicable " +
  "unset empty dbnull infinity true false";
/** Nobody in particular. */
const nobody =
  "anonymous anonymoususer guest guestuser unknown unknownuser unidentified notauthenticated " +
  "unauthenticated notloggedin loggedout lmy47d";
/** A field's name that came instead of its value. */
const fieldNames =
  "id uid uuid guid userid customerid clientid contactid contactkey externalid externalcustomerid " +
  "distinctid anonymousid deviceid pushtoken email phone";

/**
 * Words that programs send where they have no id: PostHog's "illegal distinct ids", what Segment and
 * Amplitude block, and their like. Written as `wordIn` leaves them.
 */
const namelessWords = new Set(`${nothing} ${nobody} ${fieldNames}`.split(" "));

/** Kinds that may be any text. An e-mail or a phone has a form of its own, which no such word has. */
const freeKinds: ReadonlySet<IdentityKind> = new Set([
  "contactId",
  "contactKey",
  "anonymousId",
  "pushToken",
]);

/** Nothing but zeros, signs and marks: 0, -1, 0.0, "-", 00000000-0000-0000-0000-000000000000. */
const onlyZeros = /^[\p{P}\p{Z}+<>=|~^`$0]*$|^[-\u2212]1$/u;
/** [object Object], [object Null]: an object where its id was meant. */
const objectText = /^\[object \w+\]$|^\{\}$|^\[\]$/;
/** A placeholder that nobody filled in: {{ id }}, {% id %}, ${id}, %%id%%, *|ID|*, <%= id %>, <id>. */
const placeholder =
  /^(?:\{\{.*\}\}|\{%.*%\}|\$\{.*\}|\$\(.*\)|#\{.*\}|%%.*%%|%[A-Za-z_]+%|\*\|.*\|\*|<%.*%>|<[A-Za-z_. -]+>|\{[A-Za-z_. ]+\}|\[[A-Za-z_. ]+\])$/s;

const brackets: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["„", "“"],
  ["«", "»"],
  ["(", ")"],
  ["<", ">"],
];

/** The word that a text is, without what stands around and between its letters. */
function wordIn(text: string): string {
  return unwrapped(plainAddress(text).toLowerCase()).replaceAll(/[\s_-]/g, "");
}

function unwrapped(text: string): string {
  const pair = brackets.find(
    ([open, close]) => text.length > 1 && text.startsWith(open) && text.endsWith(close),
  );
  return pair === undefined ? text : unwrapped(text.slice(1, -1).trim());
}

/** Why an id names nobody, in words; null where it does name somebody. */
export function whyNameless(
  { kind, value }: Identity,
  ignoredIds: readonly string[] = [],
): string | null {
  if (ignoredIds.some((ignored) => sameId(ignored, value))) {
    return sayDecision("namesNobodyHere");
  }
  if (!freeKinds.has(kind)) return null;
  const bare = unwrapped(plainAddress(value));
  const isNameless =
    namelessWords.has(wordIn(value)) ||
    onlyZeros.test(bare) ||
    objectText.test(bare) ||
    placeholder.test(plainText(value)) ||
    placeholder.test(bare);
  return isNameless ? sayDecision("namesNobody") : null;
}

/** Those of some ids that name somebody as far as a program alone can tell. */
export function withNames(identities: readonly Identity[]): Identity[] {
  return identities.filter((identity) => whyNameless(identity) === null);
}

/** An account's own list is compared without regard to case and outer blanks. */
function sameId(ignored: string, value: string): boolean {
  return plainText(ignored).toLowerCase() === plainText(value).toLowerCase();
}
