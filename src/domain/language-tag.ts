/** A language tag in its canonical form: `zh-hant-tw` is `zh-Hant-TW`; null for what is none. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll("_", "-"))[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What is no tag, such as a language's name, is compared as a text. */
const comparable = (tag: string): string =>
  (canonicalLanguage(tag) ?? tag.trim().replaceAll("_", "-")).toLowerCase();

/**
 * The one of some languages that a wanted one falls back to, by the lookup of RFC 4647: `zh-Hant-TW`
 * itself, then `zh-Hant`, then `zh`. Where that finds none, its usual script is added: `zh-TW` then finds
 * `zh-Hant`. Letter case, `_` for `-` and retired tags (`iw` for `he`) make no difference.
 */
export function lookUpLanguage(wanted: string, languages: readonly string[]): string | null {
  const known = new Map(languages.map((name) => [comparable(name), name]));
  for (const tag of [comparable(wanted), withScript(wanted)]) {
    for (let range = tag; range !== ""; range = shortened(range)) {
      const found = known.get(range);
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** Without its last part; and what begins an extension says nothing by itself. */
function shortened(tag: string): string {
  const parts = tag.split("-").slice(0, -1);
  if (parts.at(-1)?.length === 1) parts.pop();
  return parts.join("-");
}

function withScript(tag: string): string {
  const canonical = canonicalLanguage(tag);
  return canonical === null ? "" : new Intl.Locale(canonical).maximize().toString().toLowerCase();
}
