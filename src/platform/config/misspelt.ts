import { configFileVariable } from "./config-file.ts";
import { fileOf, secretSettings } from "./secret-settings.ts";
import { settings } from "./settings.ts";

/** What may stand in a file of settings. */
const settingNames = [...Object.keys(settings.shape), ...secretSettings.map(fileOf)];
const names = [...settingNames, configFileVariable];

/** Names this short have neighbours in an environment that mean something else: PORTS, HOSTS. */
const minLength = 7;
const longNames = names.filter((name) => name.length >= minLength);

export const isKnownName = (name: string): boolean => names.includes(name);

export const isSettingName = (name: string): boolean => settingNames.includes(name);

/** The setting that an unknown variable is probably meant to be; undefined: it looks like none. */
export function meantVariable(name: string): string | undefined {
  return longNames.find((setting) => isSlip(name.toUpperCase(), setting));
}

/** The same of a name that stands where only settings stand. */
export function meantSetting(name: string): string | undefined {
  const upper = name.toUpperCase().replaceAll(/[-.\s]/g, "_");
  return settingNames.find((setting) => isSlip(upper, setting));
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
