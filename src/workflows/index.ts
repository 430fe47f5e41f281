/** What the worker's bundle exports: the run, and what carries fan-outs. */
export { run } from "./run.ts";
export { computeRfm, fanOut, fireSchedule } from "./fan-out.ts";
