/**
 * Whether a condition asks about membership of a segment: an operation with the segment's name
 * (or a list with it) and `contact.segments` side by side.
 */
function conditionUsesSegment(rule: unknown, name: string): boolean {
  if (typeof rule !== "object" || rule === null) return false;
  if (Array.isArray(rule)) {
    return (
      (rule.flat().includes(name) && rule.some(isMembership)) ||
      rule.some((part) => conditionUsesSegment(part, name))
    );
  }
  return Object.values(rule).some((part) => conditionUsesSegment(part, name));
}

function isMembership(part: unknown): boolean {
  if (typeof part !== "object" || part === null || !("var" in part)) return false;
  return [part.var].flat()[0] === "contact.segments";
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
