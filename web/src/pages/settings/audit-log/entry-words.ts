import type { AuditEntry } from "../../../api/audit-log.ts";
import { t } from "../../../i18n/i18n.ts";
import { capitalized } from "../../../ui/text.ts";
import { actions, entities } from "./names.ts";

export function actorName({ actor }: AuditEntry): string {
  if (actor.kind === "person") return actor.name ?? t("settings:audit.deletedPerson");
  if (actor.id === null) return t("settings:audit.environmentKey");
  return actor.name === null
    ? t("settings:audit.deletedKey")
    : t("settings:audit.key", { name: actor.name });
}

/** "Segment “VIP”: updated", by its name where one is known. */
export function headline({ entity, entityId, action, before, after }: AuditEntry): string {
  const what = entities()[entity] ?? entity;
  const name = nameIn(after) ?? nameIn(before) ?? entityId;
  return t("settings:audit.headline", { what, name, action: actions()[action] });
}

function nameIn(values: Record<string, unknown> | null): string | undefined {
  const name = values?.["name"] ?? values?.["key"];
  return typeof name === "string" && name !== "" ? name : undefined;
}

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** The fields that differ, in words; ids and times of change say nothing. */
export function changesIn({ before, after }: AuditEntry): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .filter((field) => !["id", "createdAt", "updatedAt", "revision"].includes(field))
    .map((field) => ({
      field: fieldName(field),
      before: textOf(before?.[field]),
      after: textOf(after?.[field]),
    }))
    .filter((change) => change.before !== null || change.after !== null);
}

/** `draftRevision` reads "Draft revision". */
function fieldName(field: string): string {
  return capitalized(field.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
}

/** @returns null: there is no value */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (value === true) return t("settings:audit.value.yes");
  if (value === false) return t("settings:audit.value.no");
  if (typeof value === "object" && "hidden" in value) return t("settings:audit.value.hidden");
  if (typeof value === "object" && "md5" in value) return t("settings:audit.value.large");
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
