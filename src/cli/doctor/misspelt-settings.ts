import { settings } from "../../platform/config/settings.ts";
import type { Finding } from "./finding.ts";

/** Names this short have neighbours that mean something else: PORTS, HOSTS. */
const minLength = 7;
const known = Object.keys(settings.shape).filter((name) => name.length >= minLength);

/** Variables that look like a setting with a slip of the finger: they are set, and do nothing. */
export function* misspeltSettings(env: NodeJS.ProcessEnv): Generator<Finding> {
  for (const name of Object.keys(env).toSorted()) {
    if (name in settings.shape) continue;
    const upper = name.toUpperCase();
    const meant = known.find((setting) => isSlip(upper, setting));
    if (meant === undefined) continue;
    const says = `${name} is no setting and does nothing: is ${meant} meant?`;
    yield { what: "Settings", ok: true, doubtful: true, says };
  }
}

/**
 * Whether two names are one slip apart: a letter too many, too few, another, or two that changed
 * places; or the same but for underscores and case.
 */
function isSlip(one: string, other: string): boolean {
  if (withoutUnderscores(one) === withoutUnderscores(other)) return true;
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  const shorter = Math.min(one.length, other.length) - start;
  while (end < shorter && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [
    one.slice(start, one.length - end),
    other.slice(start, other.length - end),
  ];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left[0] === right[1] && left[1] === right[0];
}

function withoutUnderscores(name: string): string {
  return name.replaceAll("_", "");
}
