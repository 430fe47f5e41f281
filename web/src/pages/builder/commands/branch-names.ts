import type { BlockKind } from "../../../api/block-kinds.ts";
import type { CanvasBlock, CanvasEdge } from "../../../api/workflows.ts";

const maxNameLength = 64;

/**
 * A block's edges after its settings changed. A branch that was renamed keeps its edge, also while the
 * name is being typed and is empty or another branch's for a moment; a branch that was removed loses it.
 */
export function edgesAfterRenames(
  edges: CanvasEdge[],
  kind: BlockKind | undefined,
  { id, config: before }: CanvasBlock,
  after: Record<string, unknown>,
): CanvasEdge[] {
  if (kind === undefined || "fixed" in kind.branches) return edges;
  const [was, is] = [namesIn(kind, before), namesIn(kind, after)];
  const { rest } = kind.branches;
  const own = edges.filter(({ from }) => from === id);
  if (is.length < was.length) {
    const gone = new Set(was.filter((name) => !is.includes(name) && !rest.includes(name)));
    return edges.filter(({ from, branch }) => from !== id || !gone.has(branch));
  }
  const renamed = is.flatMap((name, index) => (name === was[index] ? [] : [index]));
  const [index] = renamed;
  if (is.length !== was.length || renamed.length !== 1 || index === undefined) return edges;
  const [old = "", name = ""] = [was[index], is[index]];
  const others = [...is.toSpliced(index, 1), ...rest];
  if (name === "" || name.length > maxNameLength || others.includes(name)) return edges;
  const lost = own.filter(({ branch }) => branch === old && !others.includes(old));
  const orphans = own.filter(({ branch }) => ![...was, ...rest].includes(branch));
  const edge = lost[0] ?? (orphans.length === 1 ? orphans[0] : undefined);
  return edges.map((one) => (one === edge ? { ...one, branch: name } : one));
}

/** The names as they stand in the settings, in their order, those still empty too. */
function namesIn({ branches }: BlockKind, config: Record<string, unknown>): string[] {
  if ("fixed" in branches) return [];
  const list = config[branches.of];
  return (Array.isArray(list) ? list : []).map((entry: unknown) => {
    const name = (entry as Record<string, unknown> | null)?.[branches.by];
    return typeof name === "string" ? name.trim() : "";
  });
}
