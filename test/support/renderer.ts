import { rendererPool } from "../../src/rendering/pool.ts";

/**
 * Threads of all tests of this process: what they load takes longer than most tests. They end with it.
 */
export const renderer = rendererPool();
