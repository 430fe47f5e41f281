import type { ServiceContext } from "./context.ts";

/**
 * Does work in a transaction and rolls it back, whatever it came to: its answer is all that stays. What
 * it locks is free again with its end.
 */
export async function undone<Result>(
  context: ServiceContext,
  work: (context: ServiceContext) => Promise<Result>,
): Promise<Result> {
  try {
    return await context.transaction(async (inside): Promise<never> => {
      throw new Undone(await work(inside));
    });
  } catch (error) {
    if (error instanceof Undone) return error.result as Result;
    throw error;
  }
}

/** Breaks the transaction off. */
class Undone extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super("the transaction was to leave nothing behind");
    this.name = "Undone";
    this.result = result;
  }
}
