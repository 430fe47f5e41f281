import { isDeepStrictEqual } from "node:util";
import type { JobKind, Jobs } from "./jobs.ts";
import type { Renderer } from "./renderer.ts";

interface Rendered {
  kind: JobKind;
  input: unknown;
  result: { outcome: "output"; output: unknown } | { outcome: "fault"; error: Error };
}

/** Those of work that is being restarted. */
const breaking = new WeakSet<Renderer>();

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
  for (let restarts = 0; ; restarts++) {
    const wanted: { kind: JobKind; input: unknown }[] = [];
    const here: Renderer = {
      run: <Kind extends JobKind>(kind: Kind, input: Jobs[Kind]["input"]) => {
        const found = known.find(
          (one) => one.kind === kind && isDeepStrictEqual(one.input, input),
        )?.result;
        if (found === undefined) {
          wanted.push({ kind, input });
          return Promise.reject(new NotRenderedYet());
        }
        return found.outcome === "output"
          ? Promise.resolve(found.output as Jobs[Kind]["output"])
          : Promise.reject(found.error);
      },
    };
    breaking.add(here);
    try {
      return await work(here);
    } catch (error) {
      if (!(error instanceof NotRenderedYet)) throw error;
      if (restarts === maxRestarts)
        throw new Error("it asks for something else each time", { cause: error });
    }
    known.push(...(await Promise.all(wanted.map((one) => render(renderer, one)))));
  }
}

/** A fault of the content is known as well: the work decides what becomes of it. */
async function render(
  renderer: Renderer,
  { kind, input }: { kind: JobKind; input: unknown },
): Promise<Rendered> {
  try {
    const output = await renderer.run(kind, input as never);
    return { kind, input, result: { outcome: "output", output } };
  } catch (error) {
    return { kind, input, result: { outcome: "fault", error: error as Error } };
  }
}

/** What breaks the work off. Whoever catches errors on the way passes it on. */
class NotRenderedYet extends Error {
  constructor() {
    super("something is to be rendered first");
    this.name = "NotRenderedYet";
  }
}
