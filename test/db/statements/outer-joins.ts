/** A node of a plan, as EXPLAIN writes it. */
export interface PlanNode {
  "Join Type"?: string;
  "Parent Relationship"?: string;
  Alias?: string;
  Output?: string[];
  Plans?: PlanNode[];
}

/** The children of a join whose columns are null where no row was joined. */
const optionalSides: Record<string, readonly string[]> = {
  Left: ["Inner"],
  Right: ["Outer"],
  Full: ["Inner", "Outer"],
};

/**
 * For each column of a plan's result, whether it is one of a table that an outer join may have found
 * no row of. The planner has made inner joins of those that a condition behind them lets be one.
 */
export function joinedOptionally(plan: PlanNode): boolean[] {
  const aliases = new Set(nodesOf(plan).flatMap(optionalAliases));
  return (plan.Output ?? []).map((output) => {
    const alias = /^"?(\w+)"?\."?\w+"?$/.exec(output)?.[1];
    return alias !== undefined && aliases.has(alias);
  });
}

function optionalAliases(join: PlanNode): string[] {
  const sides = optionalSides[join["Join Type"] ?? ""] ?? [];
  return (join.Plans ?? [])
    .filter((child) => sides.includes(child["Parent Relationship"] ?? ""))
    .flatMap(nodesOf)
    .flatMap(({ Alias: alias }) => alias ?? []);
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
