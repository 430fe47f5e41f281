/** What this thread works on: told in words when a limit ends it. */
let now = "";
let told: (place: string) => void = () => undefined;

/** Has each place told from now on. */
export function watchPlaces(tell: (place: string) => void): void {
  told = tell;
  now = "";
}

export function workingOn(place: string): void {
  if (place === now) return;
  now = place;
  told(place);
}

export const place = (): string => now;
