import { readdirSync, readFileSync } from "node:fs";

/** The process ids of servers, by name; a process counts with all that it has started. */
export type Processes = Record<string, number>;

/** Linux counts in hundredths of a second, on every machine that Node runs on. */
const ticksPerSecond = 100;

/**
 * Does `work` and tells the CPU seconds (user and system, every thread and child) that each process
 * spent meanwhile. Not a number where it can't be told: there is no /proc, or the process was
 * another one afterwards.
 */
export async function cpuOf<Result>(
  servers: { processes(): Processes },
  work: () => Promise<Result>,
): Promise<{ result: Result; cpu: Record<string, number> }> {
  const before = servers.processes();
  const spent = Object.entries(before).map(([name, pid]) => [name, cpuSeconds(pid)] as const);
  const result = await work();
  const after = servers.processes();
  const cpu = spent.map(([name, seconds]) => {
    const pid = after[name];
    const same = pid !== undefined && pid === before[name];
    return [name, same ? cpuSeconds(pid) - seconds : Number.NaN] as const;
  });
  return { result, cpu: Object.fromEntries(cpu) };
}

/** What a process has spent so far, with its children, also those that have ended. */
function cpuSeconds(pid: number): number {
  if (process.platform !== "linux") return Number.NaN;
  const ticks = family(pid).map(({ fields }) =>
    // utime, stime, and both of the children that it has waited for: proc_pid_stat(5).
    [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0),
  );
  if (ticks.length === 0) return Number.NaN;
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond;
}

export interface Memory {
  /** Bytes in memory now; what children share is counted once. */
  resident: number;
}

export function memoryOf(pid: number): Memory {
  if (process.platform !== "linux") return { resident: Number.NaN };
  const all = family(pid).map((one) => statusOf(one.pid));
  const shared = Math.max(...all.map((status) => bytes(status, "RssShmem")));
  const own = all.map((status) => bytes(status, "VmRSS") - bytes(status, "RssShmem"));
  return {
    resident: own.reduce((sum, each) => sum + each, shared),
  };
}

interface Stat {
  pid: number;
  /** From the third on, which is the state: the name before it may hold anything. */
  fields: string[];
}

/** A process and all that descend from it. */
function family(root: number): Stat[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)));
  const found = new Set([root]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { pid, fields } of all) if (found.has(Number(fields[1]))) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid));
}

/** Nothing when it has ended meanwhile. */
function statOf(pid: number): Stat[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return [{ pid, fields: stat.slice(stat.lastIndexOf(")") + 2).split(" ") }];
  } catch {
    return [];
  }
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** A process that has ended holds nothing. */
function bytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
  return Number(kilobytes ?? 0) * 1_024;
}
