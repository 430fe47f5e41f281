import type { SourceMapping } from "../../api/sources.ts";

/** A value's place in a delivery: `["body", "items", 0, "email"]`. */
export type Path = readonly (string | number)[];

export const eventFields = ["eventType", "key", "occurredAt", "messageId"] as const;
export const contactFields = [
  "email",
  "phone",
  "contactId",
  "anonymousId",
  "pushToken",
  "firstName",
  "lastName",
  "language",
  "timeZone",
] as const;
export type EventField = (typeof eventFields)[number];
export type ContactField = (typeof contactFields)[number];

/** What a value that is pointed at is to be. */
export type Target =
  | { part: "event"; field: EventField }
  | { part: "contact"; field: ContactField }
  | { part: "param"; name: string };

/** The mapping with a template in one place; an empty one takes it away. The event's type stays. */
export function withTemplate(
  mapping: SourceMapping,
  target: Target,
  template: string,
): SourceMapping {
  const value = template === "" ? undefined : template;
  if (target.part === "contact") {
    const { [target.field]: _before, ...others } = mapping.contact;
    const contact = value === undefined ? others : { ...others, [target.field]: value };
    return { ...mapping, contact };
  }
  if (target.part === "param") {
    const { [target.name]: _before, ...others } = mapping.params ?? {};
    return {
      ...mapping,
      params: { ...others, ...(value !== undefined && { [target.name]: value }) },
    };
  }
  if (target.field === "eventType") return { ...mapping, eventType: template };
  const { [target.field]: _before, ...others } = mapping;
  return { ...others, ...(value !== undefined && { [target.field]: value }) };
}

/** Where a param's template stands in the API's faults, and any other's. */
export function pathOf(target: Target): string {
  if (target.part === "event") return target.field;
  return target.part === "contact" ? `contact.${target.field}` : `params.${target.name}`;
}

/**
 * The template that takes a value; within the list that makes an event of each entry, of each entry.
 * @returns null for a name that Liquid can't spell
 */
export function templateAt(path: Path, each: string | undefined): string | null {
  const list = each === undefined ? null : pathIn(each);
  const isWithin =
    list !== null &&
    path.length > list.length &&
    list.every((part, index) => path[index] === part) &&
    typeof path[list.length] === "number";
  const spelled = isWithin ? variable(["item", ...path.slice(list.length + 1)]) : variable(path);
  return spelled === null ? null : `{{ ${spelled} }}`;
}

/** The list at a path, as `each` names it. */
export function listAt(path: Path): string | null {
  return variable(path);
}

/** A path that `each` was given as; null where it is more than names with points between. */
function pathIn(each: string): Path | null {
  const bare = (/^\{\{(.*)\}\}$/s.exec(each)?.[1] ?? each).trim();
  return /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(bare) ? bare.split(".") : null;
}

function variable(path: Path): string | null {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else if (!part.includes('"')) text += `["${part}"]`;
    else if (!part.includes("'")) text += `['${part}']`;
    else return null;
  }
  return text;
}

/** A name for a param, of the last name on the way to its value. */
export function paramName(path: Path): string {
  const names = path.filter((part) => typeof part === "string");
  return (names.at(-1) ?? "value").slice(0, 100);
}
