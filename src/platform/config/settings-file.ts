import { readFileSync } from "node:fs";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Node } from "yaml";
import type { ConfigError } from "./config-error.ts";
import { isSettingName, meantSetting } from "./misspelt.ts";

/** What a file of settings holds: each name with its value and where it stands. */
export interface SettingsFile {
  values: Map<string, { value: string; where: string }>;
  problems: ConfigError[];
}

/** Settings that hold several values: in a file they may be a list, and what stands between in text. */
const separators: Record<string, string> = {
  SECRETS_KEY: ",",
  TRUST_PROXY: ",",
  OIDC_SCOPES: " ",
  OIDC_ROLES: ",",
  FORMATS: ",",
  CORS_ORIGINS: ",",
  BOUNCE_ADDRESSES: ",",
  DNS_SERVERS: ",",
  WEBHOOK_ALLOW_PRIVATE_HOSTS: ",",
};

/**
 * A file of settings in YAML, and so in JSON: names as in the environment, side by side.
 * @throws Error with its `code` when it can't be read
 */
export function readSettingsFile(file: string): SettingsFile {
  return parseSettings(readFileSync(file, "utf8"), file);
}

/** @param file what the text is called in faults */
function parseSettings(text: string, file: string): SettingsFile {
  const lines = new LineCounter();
  // Without types: `3000`, `true` and `0.10` are what they are in the environment, texts.
  const document = parseDocument(text, {
    schema: "failsafe",
    lineCounter: lines,
    prettyErrors: false,
  });
  const at = (offset: number): string => `${file}, line ${lines.linePos(offset).line}`;
  const read: SettingsFile = { values: new Map(), problems: [] };
  const refuse = (name: string, message: string, where: string): void => {
    read.problems.push({ name, message, where });
  };
  for (const { code, pos } of document.errors) {
    // The parser's own sentence may repeat a secret.
    const { line, col } = lines.linePos(pos[0]);
    const what = code === "DUPLICATE_KEY" ? "has a name that is there already" : "is not YAML";
    refuse(file, `${what}: line ${line}, column ${col}`, "");
  }
  const root = document.contents;
  if (document.errors.length > 0 || root === null || isEmpty(root)) return read;
  if (!isMap(root)) {
    refuse(file, "must hold lines such as PORT: 8080", "");
    return read;
  }
  for (const { key, value } of root.items) {
    const node = key as Node;
    const where = at(node.range?.[0] ?? 0);
    const name = isScalar(node) ? String(node.value) : "a name";
    if (!isSettingName(name)) {
      refuse(name, unknownText(name), where);
      continue;
    }
    const found = textOf(name, value);
    if (typeof found === "string") read.values.set(name, { value: found, where });
    else refuse(name, found.fault, where);
  }
  return read;
}

function unknownText(name: string): string {
  const meant = meantSetting(name);
  return meant === undefined ? "is no setting" : `is no setting: is ${meant} meant?`;
}

function textOf(name: string, node: Node | null): string | { fault: string } {
  if (node === null) return "";
  if (isScalar(node)) return isEmpty(node) ? "" : String(node.value);
  const separator = separators[name];
  if (isSeq(node) && separator !== undefined) {
    const items = node.items.map((item) => (isScalar(item) ? String(item.value).trim() : null));
    if (items.every((item) => item !== null && item !== "")) return items.join(separator);
    return { fault: "must be a list of texts" };
  }
  if (isAlias(node)) return { fault: "must be written out, not by a YAML alias" };
  return { fault: separator === undefined ? "must be one value" : "must be one value or a list" };
}

/** `~` and `null` without quotes are nothing, as an empty value is. */
function isEmpty(node: Node): boolean {
  if (!isScalar(node)) return false;
  const isPlain = node.type === "PLAIN";
  return (
    node.value === "" || (isPlain && ["~", "null", "Null", "NULL"].includes(String(node.value)))
  );
}
