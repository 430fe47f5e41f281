import type { AuditEntry } from "../../../api/audit-log.ts";
import { t } from "../../../i18n/i18n.ts";
import { sameJson } from "../../../json/same-json.ts";
import { exactTime } from "../../../ui/format-time.ts";
import { fieldName, loadFieldNames } from "../../../i18n/field-names.ts";
import { actions, entities } from "./names.ts";

await loadFieldNames();

export function actorName({ actor }: AuditEntry): string {
  if (actor.kind === "person") return actor.name ?? t("settings:audit.deletedPerson");
  if (actor.id === null) return t("settings:audit.environmentKey");
  return actor.name === null
    ? t("settings:audit.deletedKey")
    : t("settings:audit.key", { name: actor.name });
}

/** "Segment “VIP”: changed", by its name where one is known. */
export function headline(entry: AuditEntry): string {
  const { entity, action } = entry;
  const words = { what: entities()[entity] ?? entity, action: actions()[action] };
  const name = nameOf(entry);
  return name === undefined
    ? t("settings:audit.nameless", words)
    : t("settings:audit.headline", { ...words, name });
}

/** What the log may show of its name: contacts, orders and addresses have none here. */
function nameOf({ entity, entityId, entityName, before, after }: AuditEntry): string | undefined {
  if (entity === "setting") return fieldName(entityId.replaceAll(/_([a-z])/g, " $1"));
  const name = entityName ?? nameIn(after) ?? nameIn(before);
  return name ?? (uuid.test(entityId) ? undefined : entityId);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function nameIn(values: Record<string, unknown> | null): string | undefined {
  const name = values?.["name"] ?? values?.["key"];
  return typeof name === "string" && name !== "" ? name : undefined;
}

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

const untold = new Set(["id", "createdAt", "updatedAt", "revision"]);

/** The fields that differ, in words; ids and times of change say nothing. */
export function changesIn(entry: AuditEntry): Change[] {
  const [before, after] = [fieldsOf(entry, "before"), fieldsOf(entry, "after")];
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .filter((field) => !untold.has(field) && !sameJson(before?.[field], after?.[field]))
    .flatMap((field) => changesOf([field], before?.[field], after?.[field]))
    .filter((change) => change.before !== null || change.after !== null);
}

/** Of a setting those within its value: its name stands in the headline. */
function fieldsOf(entry: AuditEntry, side: "before" | "after"): Record<string, unknown> | null {
  const fields = entry[side];
  const value = fields?.["value"];
  return entry.entity === "setting" && isPlain(value) ? value : fields;
}

/** Of two objects only what differs within them. */
function changesOf(path: readonly string[], before: unknown, after: unknown): Change[] {
  if (isPlain(before) && isPlain(after) && path.length < 4) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names
      .filter((name) => !sameJson(before[name], after[name]))
      .flatMap((name) => changesOf([...path, name], before[name], after[name]));
  }
  return [{ field: path.map(fieldName).join(" › "), before: textOf(before), after: textOf(after) }];
}

/** Not what stands for a value that may not, or need not, be shown. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !("hidden" in value) && !("md5" in value);
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** @returns null: there is no value */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (value === true) return t("settings:audit.value.yes");
  if (value === false) return t("settings:audit.value.no");
  if (typeof value === "object" && "hidden" in value) return t("settings:audit.value.hidden");
  if (typeof value === "object" && "md5" in value) return t("settings:audit.value.large");
  if (typeof value === "string" && instant.test(value) && !Number.isNaN(Date.parse(value))) {
    return exactTime(value);
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
