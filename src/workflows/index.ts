/** What the worker's bundle exports: one generic workflow. */
export { run } from "./run.ts";
