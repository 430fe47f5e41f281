import { isDeepStrictEqual } from "node:util";
import type { JobKind, Jobs } from "./jobs.ts";
import type { Renderer } from "./renderer.ts";

type Settled = { outcome: "output"; output: unknown } | { outcome: "fault"; error: Error };

interface Rendered {
  kind: JobKind;
  input: unknown;
  result: Settled;
}

/** Something else that takes long, by what tells it from others. */
type Aside = (key: string, task: () => Promise<unknown>) => Promise<unknown>;

/** Of work that is being restarted: how it has something else done. */
const breaking = new WeakMap<Renderer, Aside>();

/** Beyond it, what is asked for depends on something that changes all the time. */
const maxRestarts = 500;

/**
 * Does work that holds something (a transaction, its locks and its connection) and has content
 * rendered on the way, without holding it meanwhile. Where the work asks for what has not been
 * rendered yet, it is broken off there (its transaction rolls back), the content is rendered, and
 * the work begins again, knowing it. Until then it must leave no trace but in what rolls back.
 * Within work of this kind, all of it begins again: what is inside can't roll back by itself.
 */
export async function restarting<Result>(
  renderer: Renderer,
  work: (renderer: Renderer) => Promise<Result>,
): Promise<Result> {
  if (breaking.has(renderer)) return work(renderer);
  const known: Rendered[] = [];
  const done = new Map<string, Settled>();
  for (let restarts = 0; ; restarts++) {
    const wanted: { kind: JobKind; input: unknown }[] = [];
    const asides = new Map<string, () => Promise<unknown>>();
    const here: Renderer = {
      run: <Kind extends JobKind>(kind: Kind, input: Jobs[Kind]["input"]) => {
        const found = known.find(
          (one) => one.kind === kind && isDeepStrictEqual(one.input, input),
        )?.result;
        if (found === undefined) {
          wanted.push({ kind, input });
          return Promise.reject(new NotRenderedYet());
        }
        return settled<Jobs[Kind]["output"]>(found);
      },
    };
    breaking.set(here, (key, task) => {
      const found = done.get(key);
      if (found !== undefined) return settled(found);
      asides.set(key, task);
      return Promise.reject(new NotRenderedYet());
    });
    try {
      return await work(here);
    } catch (error) {
      if (!(error instanceof NotRenderedYet)) throw error;
      if (restarts === maxRestarts)
        throw new Error("it asks for something else each time", { cause: error });
    }
    const [rendered] = await Promise.all([
      Promise.all(wanted.map((one) => render(renderer, one))),
      ...[...asides].map(async ([key, task]) => done.set(key, await resultOf(task))),
    ]);
    known.push(...rendered);
  }
}

/**
 * Does something else that takes long, a download say, as content is rendered: where the renderer is
 * one of work that is being restarted, without what the work holds.
 *
 * @param key tells it from whatever else is done so
 */
export function aside<Output>(
  renderer: Renderer,
  key: string,
  task: () => Promise<Output>,
): Promise<Output> {
  const breakOff = breaking.get(renderer);
  return breakOff === undefined ? task() : (breakOff(key, task) as Promise<Output>);
}

function settled<Output>(result: Settled): Promise<Output> {
  return result.outcome === "output"
    ? Promise.resolve(result.output as Output)
    : Promise.reject(result.error);
}

async function resultOf(task: () => Promise<unknown>): Promise<Settled> {
  try {
    return { outcome: "output", output: await task() };
  } catch (error) {
    return { outcome: "fault", error: error as Error };
  }
}

/** A fault of the content is known as well: the work decides what becomes of it. */
async function render(
  renderer: Renderer,
  { kind, input }: { kind: JobKind; input: unknown },
): Promise<Rendered> {
  return { kind, input, result: await resultOf(() => renderer.run(kind, input as never)) };
}

/** What breaks the work off. Whoever catches errors on the way passes it on. */
class NotRenderedYet extends Error {
  constructor() {
    super("something is to be rendered first");
    this.name = "NotRenderedYet";
  }
}
