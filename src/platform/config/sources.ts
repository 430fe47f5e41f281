import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { projectRoot } from "../project-root.ts";
import type { ConfigError } from "./config-error.ts";
import { configFileVariable, noConfigFile, usualFiles } from "./config-file.ts";
import { fileOf, isSecret } from "./secret-settings.ts";
import { settings } from "./settings.ts";
import type { SettingsFile } from "./settings-file.ts";
import { readSettingsFile } from "./settings-file.ts";

/** A setting as it was given. */
export interface GivenSetting {
  value: string;
  where: string;
}

export interface GivenSettings {
  values: Map<string, GivenSetting>;
  problems: ConfigError[];
  /** The file of settings, if one was read; absolute. */
  file: string | undefined;
}

const environment = "in the environment";

type Values = SettingsFile["values"];

/**
 * All settings that somebody has set, from the environment and a file of settings; the environment
 * wins. An empty one counts as unset. A secret may stand in a file of its own, which `NAME_FILE` names.
 * @param folder where a file with one of the usual names is looked for; undefined: nowhere
 */
export function gatherSettings(env: NodeJS.ProcessEnv, folder?: string): GivenSettings {
  const { file, ...settingsFile } = settingsFileOf(env, folder);
  const values: GivenSettings["values"] = new Map();
  const problems = [...settingsFile.problems];
  const inEnvironment = environmentValues(env);
  const sources = [
    { values: inEnvironment, folder: projectRoot },
    { values: settingsFile.values, folder: dirname(file ?? projectRoot) },
  ];
  for (const name of Object.keys(settings.shape)) {
    for (const source of sources) {
      const found = settingFrom(source.values, source.folder, name);
      if (found === undefined) continue;
      if ("message" in found) problems.push(found);
      else values.set(name, found);
      break;
    }
  }
  return { values, problems, file };
}

function environmentValues(env: NodeJS.ProcessEnv): Values {
  const given = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, { value, where: environment }] as const],
  );
  return new Map(given);
}

/** What one place says of a setting; undefined: nothing. */
function settingFrom(
  given: Values,
  folder: string,
  name: string,
): GivenSetting | ConfigError | undefined {
  const direct = filled(given.get(name));
  const named = isSecret(name) ? filled(given.get(fileOf(name))) : undefined;
  if (named === undefined) return direct;
  if (direct !== undefined) {
    const message = `and ${fileOf(name)} are both given: keep one of the two`;
    return { name, message, where: named.where };
  }
  const path = resolve(folder, named.value);
  const refused = (message: string): ConfigError => ({
    name: fileOf(name),
    message: `names ${path}, which ${message}`,
    where: named.where,
  });
  try {
    const value = readFileSync(path, "utf8").trim();
    return value === "" ? refused("is empty") : { value, where: `in ${path}` };
  } catch (error) {
    return refused(`can't be read (${codeOf(error)})`);
  }
}

function filled(given: GivenSetting | undefined): GivenSetting | undefined {
  const value = given?.value.trim();
  return given === undefined || !value ? undefined : { ...given, value };
}

function settingsFileOf(
  env: NodeJS.ProcessEnv,
  folder: string | undefined,
): SettingsFile & { file: string | undefined } {
  const nothing = { values: new Map(), problems: [], file: undefined };
  const named = env[configFileVariable]?.trim();
  if (named === noConfigFile) return nothing;
  if (named) {
    const file = resolve(projectRoot, named);
    return read(file, (message) => ({
      name: configFileVariable,
      message: `names ${file}, which ${message}`,
      where: environment,
    }));
  }
  if (folder === undefined) return nothing;
  const [file, ...others] = usualFiles.map((name) => join(folder, name)).filter(existsSync);
  if (file === undefined) return nothing;
  if (others.length > 0) {
    const message = `and ${others.join(" and ")} are there: keep one, or say which by ${configFileVariable}`;
    return { ...nothing, problems: [{ name: file, message, where: "" }] };
  }
  return read(file, (message) => ({ name: file, message, where: "" }));
}

function read(
  file: string,
  refused: (message: string) => ConfigError,
): SettingsFile & { file: string | undefined } {
  try {
    return { ...readSettingsFile(file), file };
  } catch (error) {
    const problems = [refused(`can't be read (${codeOf(error)})`)];
    return { values: new Map(), problems, file: undefined };
  }
}

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error as Error).message;
