import { ownConfig } from "../../platform/config/config.ts";
import { masked } from "../../platform/config/secret-settings.ts";
import { settings } from "../../platform/config/settings.ts";
import type { Answer } from "../answer.ts";
import { misspeltSettings, misspeltText } from "../doctor/misspelt-settings.ts";
import { SettingsError } from "../failures.ts";

/** @throws SettingsError with every fault */
export async function checkConfig(): Promise<Answer> {
  const result = ownConfig();
  if (!result.ok) throw new SettingsError(result.problems);
  const doubts = misspeltSettings(process.env).map(misspeltText);
  const { file, values } = result.given;
  const read = file === undefined ? "the environment" : `the environment and ${file}`;
  return {
    json: { ok: true, file: file ?? null, set: values.size, doubts },
    text: [`All settings can be used: ${values.size} are set, by ${read}.`, ...doubts],
  };
}

interface ShownSetting {
  name: string;
  /** Null: unset, and there is no default. */
  value: string | null;
  /** Where it stands; null: it is the default. */
  where: string | null;
}

/** @throws SettingsError with every fault */
export async function showConfig({ set }: { set: boolean }): Promise<Answer> {
  const result = ownConfig();
  if (!result.ok) throw new SettingsError(result.problems);
  const { file, values } = result.given;
  const shown = Object.keys(settings.shape).flatMap((name): ShownSetting[] => {
    const given = values.get(name);
    if (given !== undefined) {
      return [{ name, value: masked(name, given.value), where: given.where }];
    }
    return set ? [] : [{ name, value: presets.get(name) ?? null, where: null }];
  });
  return { json: { file: file ?? null, settings: shown }, text: shown.map(lineOf) };
}

const presets = new Map(
  Object.entries(settings.parse({}))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value as string | number | string[])]),
);

function lineOf({ name, value, where }: ShownSetting): string {
  if (value === null) return `${name} is not set`;
  return `${name}=${value}  (${where ?? "default"})`;
}
