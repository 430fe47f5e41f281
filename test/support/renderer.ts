import { afterAll } from "vitest";
import type { RendererPool } from "../../src/rendering/pool.ts";
import { rendererPool } from "../../src/rendering/pool.ts";

let pool: RendererPool | undefined;

/** Threads of this file's tests, made when they are first needed. */
export const renderer = {
  run: ((kind, input) => (pool ??= rendererPool()).run(kind, input)) as RendererPool["run"],
};

afterAll(async () => {
  await pool?.close();
  pool = undefined;
});
