/** What was opened from the palette, in this tab only: it may be somebody's name. */
export interface Recent {
  title: string;
  detail: string | null;
  href: string;
}

const most = 5;

const keyOf = (reader: string) => `campanile.found.${reader}`;

/** @param reader whose it is: another one who signs in here is shown none of it */
export function recentOf(reader: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(reader)) ?? "[]");
    return Array.isArray(kept) ? (kept as Recent[]).slice(0, most) : [];
  } catch {
    // Storage is switched off in this browser, or holds something else.
    return [];
  }
}

export function keepRecent(reader: string, opened: Recent): void {
  const others = recentOf(reader).filter(({ href }) => href !== opened.href);
  try {
    sessionStorage.setItem(keyOf(reader), JSON.stringify([opened, ...others].slice(0, most)));
  } catch {
    // Nothing is kept, then.
  }
}
