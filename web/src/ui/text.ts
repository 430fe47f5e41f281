export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A message of the API as a sentence: with a capital letter and, where it has no end yet, a full stop. */
export function sentence(text: string): string {
  const upper = capitalized(text);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
