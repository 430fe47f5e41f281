/**
 * Whether a condition asks about membership of a segment: an operation with the segment's name
 * (or a list with it) and `contact.segments` side by side.
 */
function conditionUsesSegment(rule: unknown, name: string): boolean {
  if (typeof rule !== "object" || rule === null) return false;
  if (Array.isArray(rule)) {
    return (
      (rule.flat().includes(name) && rule.some((part) => isMembership(part))) ||
      rule.some((part) => conditionUsesSegment(part, name))
    );
  }
  return Object.values(rule).some((part) => conditionUsesSegment(part, name));
}

function isMembership(part: unknown, list = "contact.segments"): boolean {
  if (typeof part !== "object" || part === null || !("var" in part)) return false;
  return [part.var].flat()[0] === list;
}

/** The names that conditions anywhere in `value` look for in a list such as `contact.segments`. */
export function namesSoughtIn(
  value: unknown,
  list: "contact.segments" | "contact.topics" | "contact.topicsByChannel",
): string[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap((part) => namesSoughtIn(part, list));
  if (!Array.isArray(value) || !value.some((part) => isMembership(part, list))) return below;
  const names = value.flat().filter((part): part is string => typeof part === "string");
  return [...names, ...below];
}

/** The keys of the topics that conditions anywhere in `value` ask for, by any channel or by one. */
export function topicsSoughtIn(value: unknown): string[] {
  const byChannel = namesSoughtIn(value, "contact.topicsByChannel");
  return [
    ...namesSoughtIn(value, "contact.topics"),
    ...byChannel.map((name) => name.slice(0, Math.max(0, name.lastIndexOf("/")))),
  ];
}

/** Whether a definition names a segment, in a block that changes it or a condition. */
export function definitionUsesSegment(
  definition: { blocks: readonly { config: object }[] },
  name: string,
): boolean {
  return definition.blocks.some(
    ({ config }) =>
      ("segment" in config && config.segment === name) || conditionUsesSegment(config, name),
  );
}
