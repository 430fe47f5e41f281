import type { RendererPool } from "../../src/rendering/pool.ts";
import { rendererPool } from "../../src/rendering/pool.ts";
import { afterFile } from "./afterwards.ts";

let pool: RendererPool | undefined;

/** Threads of this file's tests, made when they are first needed. */
export const renderer = {
  run: ((kind, input) => threads().run(kind, input)) as RendererPool["run"],
};

function threads(): RendererPool {
  if (pool === undefined) {
    const made = (pool = rendererPool());
    afterFile(async () => {
      pool = undefined;
      await made.close();
    });
  }
  return pool;
}
