/**
 * A rule as it is written, with each workflow whose messages it counts put as `to` says: a name in
 * place of an id, or the other way round.
 * @param to is given what stands there and its place: `and[0].>[0].messages.workflow`
 */
export function renameWorkflows(
  rule: unknown,
  to: (workflow: string, path: string) => string,
  path = "",
): unknown {
  if (typeof rule !== "object" || rule === null) return rule;
  if (Array.isArray(rule)) {
    return rule.map((part, index) => renameWorkflows(part, to, `${path}[${index}]`));
  }
  const parts = Object.entries(rule).map(([key, part]: [string, unknown]) => {
    const at = path === "" ? key : `${path}.${key}`;
    if (key === "messages" && typeof part === "object" && part !== null && "workflow" in part) {
      const { workflow } = part;
      if (typeof workflow !== "string") return [key, part];
      return [key, { ...part, workflow: to(workflow, `${at}.workflow`) }];
    }
    return [key, renameWorkflows(part, to, at)];
  });
  return Object.fromEntries(parts) as unknown;
}
