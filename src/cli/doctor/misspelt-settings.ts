import { isKnownName, meantVariable } from "../../platform/config/misspelt.ts";

/** Variables that look like a setting with a slip of the finger: they are set, and do nothing. */
export function misspeltSettings(env: NodeJS.ProcessEnv): { name: string; meant: string }[] {
  return Object.keys(env)
    .toSorted()
    .flatMap((name) => {
      const meant = isKnownName(name) ? undefined : meantVariable(name);
      return meant === undefined ? [] : [{ name, meant }];
    });
}

export const misspeltText = ({ name, meant }: { name: string; meant: string }): string =>
  `${name} is no setting and does nothing: is ${meant} meant?`;
