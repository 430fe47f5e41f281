import { exactJson } from "./exact-json.ts";
import { unkeepable } from "./keepable.ts";

/** What a text says as JSON; undefined where it is none, or says what can't be kept. */
export function jsonOfText(text: string): unknown {
  try {
    const value = exactJson(text);
    return unkeepable(value) === null ? value : undefined;
  } catch {
    return undefined;
  }
}
