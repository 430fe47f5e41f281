/** The languages of the pages, each by its own name; `locale` is for dates and numbers. */
export const languages = [
  { code: "en", name: "English", locale: "en-GB" },
  { code: "uk", name: "Українська", locale: "uk" },
] as const;

export type Language = (typeof languages)[number]["code"];

/** What of a browser is needed here: tests of pages' words run without one. */
const browser = globalThis as {
  navigator?: { languages?: readonly string[] };
  localStorage?: { getItem(name: string): string | null; setItem(name: string, to: string): void };
  location?: { reload(): void };
};

const key = "campanile.language";

/** What was chosen in this browser, or else the first of the browser's languages that the pages have. */
export function chosenLanguage(): Language {
  const wanted = [stored(), ...(browser.navigator?.languages ?? [])];
  for (const tag of wanted) {
    const known = languages.find(({ code }) => tag?.toLowerCase().split("-")[0] === code);
    if (known !== undefined) return known.code;
  }
  return "en";
}

/** The page is loaded anew: no text of the other language stays anywhere. */
export function chooseLanguage(language: Language): void {
  browser.localStorage?.setItem(key, language);
  browser.location?.reload();
}

function stored(): string | null {
  try {
    return browser.localStorage?.getItem(key) ?? null;
  } catch {
    // Storage is switched off in this browser.
    return null;
  }
}
