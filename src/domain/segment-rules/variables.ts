import type { RuleValue, Scope } from "./rule.ts";

/** What a rule may ask of a contact, besides what is below `attributes`. */
export const contactFields = [
  "id",
  "email",
  "phone",
  "firstName",
  "lastName",
  "language",
  "timeZone",
  "emailConfirmed",
  "unsubscribed",
  "topics",
  "topicsByChannel",
  "unsubscribedChannels",
  "suppressedChannels",
  "devices",
  "chats.telegram",
  "chats.viber",
  "chats.slack",
  "createdAt",
] as const;
export const rfmFields = ["class", "recency", "frequency", "monetary", "since"] as const;
export const orderFields = [
  "externalId",
  "status",
  "totalCost",
  "currency",
  "date",
  "items",
] as const;

const maxParts = 6;
const part = /(?:^|\.)([^.[\]]+)|\[(?:"([^"]*)"|'([^']*)'|(\d+))\]/y;

/** The parts of a path such as `contact.attributes["favourite color"].name`; null where it is none. */
function partsOf(path: string): string[] | null {
  const parts: string[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < path.length) {
    const [, plain, double, single, index] = part.exec(path) ?? [];
    const name = plain ?? double ?? single ?? index;
    if (name === undefined) return null;
    parts.push(name);
  }
  return parts;
}

/** Reads what `var` names. @returns the variable, or what is wrong with it */
export function readVariable(name: unknown, scope: Scope): RuleValue | string {
  if (name === "now") return { kind: "now" };
  if (typeof name !== "string") return "names a variable, such as contact.attributes.city";
  const parts = partsOf(name);
  const [root, ...path] = parts ?? [];
  if (parts === null || root === undefined) return `"${name}" is no path`;
  if (path.length > maxParts) return `"${name}" is more than ${maxParts} deep`;
  if (path.some((each) => each === "__proto__")) return '"__proto__" is no variable';
  const isExact = name.includes("[");
  const variable = (of: Scope | "lastOrder"): RuleValue => ({
    kind: "variable",
    scope: of,
    path,
    isExact,
  });
  if (scope === "contact" && root === "lastOrder") return orderError(path) ?? variable("lastOrder");
  if (root !== scope) {
    const others = scope === "contact" ? "contact. or lastOrder." : `${scope}.`;
    return `"${name}" is not below ${others}`;
  }
  const error = { contact: contactError, event: eventError, order: orderError, item: itemError }[
    scope
  ](path);
  return error ?? variable(scope);
}

function contactError([field = "", ...below]: readonly string[]): string | null {
  if (field === "attributes") return below.length > 0 ? null : "names an attribute below it";
  if (field === "rfm") return oneOf(below.join("."), rfmFields, "contact.rfm.");
  if (field === "segments") return 'segments are asked for as {"in": ["a name", …]}, or by oneOf';
  return oneOf([field, ...below].join("."), contactFields, "contact.");
}

function eventError([field = "", ...below]: readonly string[]): string | null {
  if (field === "params") return below.length > 0 ? null : "names a param below it";
  return oneOf([field, ...below].join("."), ["keyValue"], "event.");
}

function orderError([field = "", ...below]: readonly string[]): string | null {
  if (field === "details") return below.length > 0 ? null : "names a detail below it";
  return oneOf([field, ...below].join("."), orderFields, "order.");
}

const itemError = (path: readonly string[]): string | null =>
  path.length > 0 ? null : "names a field of an item, such as item.category";

function oneOf(field: string, known: readonly string[], before: string): string | null {
  return known.includes(field)
    ? null
    : `"${before}${field}" is none of ${known.map((name) => before + name).join(", ")}`;
}
