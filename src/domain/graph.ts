/** A workflow's graph, as far as its rules need to know the blocks. */
export interface Graph {
  blocks: readonly GraphBlock[];
  edges: readonly GraphEdge[];
}

export interface GraphBlock {
  id: string;
  kind: string;
  role: "start" | "step" | "wait" | "end";
  branches: readonly string[];
}

export interface GraphEdge {
  from: string;
  to: string;
  branch: string;
}

/** A fault, at a block (and its field) or, with neither, of the whole. */
export interface GraphIssue {
  block?: string;
  field?: string;
  message: string;
}

/**
 * Every fault of a graph: one start, ids unique, edges between blocks and branches that exist, no
 * branch with two edges or none, every block reachable, a cycle only through a wait.
 */
export function graphIssues(graph: Graph): GraphIssue[] {
  const problems = [...blockIssues(graph), ...edgeIssues(graph)];
  const starts = graph.blocks.filter(({ role }) => role === "start");
  const [start] = starts;
  if (start === undefined) return [...problems, { message: "the workflow has no start block" }];
  for (const { id } of starts.slice(1)) {
    problems.push({ block: id, message: "a workflow has one start block, this is a further one" });
  }
  return [...problems, ...unreachable(graph, start.id), ...endlessLoops(graph)];
}

function blockIssues({ blocks }: Graph): GraphIssue[] {
  const seen = new Set<string>();
  const problems: GraphIssue[] = [];
  for (const { id } of blocks) {
    if (seen.has(id))
      problems.push({ block: id, field: "id", message: `two blocks have the id "${id}"` });
    seen.add(id);
  }
  return problems;
}

function edgeIssues({ blocks, edges }: Graph): GraphIssue[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const problems: GraphIssue[] = [];
  const taken = new Set<string>();
  for (const { from, to, branch } of edges) {
    const source = byId.get(from);
    const target = byId.get(to);
    const edge = `the edge from "${from}" (${branch}) to "${to}"`;
    if (source === undefined)
      problems.push({ message: `${edge} comes from a block that does not exist` });
    else if (!source.branches.includes(branch)) {
      const known = source.branches.length === 0 ? "none" : source.branches.join(", ");
      problems.push({
        block: from,
        field: branch,
        message: `has no branch "${branch}"; it has ${known}`,
      });
    }
    if (target === undefined)
      problems.push({ block: from, message: `${edge} leads to a block that does not exist` });
    else if (target.role === "start")
      problems.push({ block: from, message: `${edge} leads into the start block` });
    const place = `${from}\n${branch}`;
    if (taken.has(place))
      problems.push({
        block: from,
        field: branch,
        message: `the branch "${branch}" has more than one edge`,
      });
    taken.add(place);
  }
  for (const { id, branches } of blocks) {
    for (const branch of branches) {
      if (!taken.has(`${id}\n${branch}`)) {
        problems.push({
          block: id,
          field: branch,
          message: `the branch "${branch}" leads nowhere; connect it to a block, or to an end`,
        });
      }
    }
  }
  return problems;
}

function unreachable({ blocks, edges }: Graph, start: string): GraphIssue[] {
  const next = targets(edges);
  const reached = new Set([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const to of next.get(id) ?? []) {
      if (!reached.has(to)) open.push(to);
      reached.add(to);
    }
  }
  return blocks
    .filter(({ id, role }) => !reached.has(id) && role !== "start")
    .map(({ id }) => ({ block: id, message: "it can't be reached from the start" }));
}

/** What is left after taking away waits, and again and again blocks that nothing leads into. */
function endlessLoops({ blocks, edges }: Graph): GraphIssue[] {
  const waits = new Set(blocks.filter(({ role }) => role === "wait").map(({ id }) => id));
  const inner = edges.filter(({ from, to }) => !waits.has(from) && !waits.has(to));
  const incoming = new Map<string, number>();
  for (const { to } of inner) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const next = targets(inner);
  const open = blocks.map(({ id }) => id).filter((id) => !incoming.has(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const to of next.get(id) ?? []) {
      const left = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, left);
      if (left === 0) open.push(to);
    }
  }
  // Blocks behind a loop still have an incoming edge from it; only those on it lead back to it.
  const rest = [...incoming].filter(([, left]) => left > 0).map(([id]) => id);
  return rest
    .filter((id) => leadsTo(next, id, id))
    .map((id) => ({
      block: id,
      message: "is part of a loop without a wait, which would never end",
    }));
}

function leadsTo(next: Map<string, string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(next.get(id) ?? []));
  }
  return false;
}

function targets(edges: readonly GraphEdge[]): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = next.get(from);
    if (list === undefined) next.set(from, [to]);
    else list.push(to);
  }
  return next;
}
