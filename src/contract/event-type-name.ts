import { forbiddenInKeys } from "./api/event.ts";

const maxTypeKeyLength = 100;
const notInKeys = new RegExp(`${forbiddenInKeys.source}|\\p{Cc}`, "gu");

/** An event type's key made of any name: what a key may not have becomes a blank. Empty: of nothing. */
export function typeKeyOf(name: string): string {
  const clean = name.replaceAll(notInKeys, " ").replaceAll(/ +/g, " ").trim();
  return clean.slice(0, maxTypeKeyLength).trim();
}
