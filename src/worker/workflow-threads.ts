import { AsyncLocalStorage } from "node:async_hooks";
import type { WorkerOptions } from "node:worker_threads";
import threads from "node:worker_threads";
import { pathToFileURL } from "node:url";
import { compiled } from "../platform/project-root.ts";
import { LateThread } from "./late-thread.ts";

const { Worker } = threads;
const ofTheSdk = /[/\\]workflow-worker-thread\.js$/;
const areLate = new AsyncLocalStorage<true>();

/** A thread as Temporal's SDK asks for it, with what makes its calls cheap loaded first. */
function threadOf(filename: string | URL, options?: WorkerOptions): object {
  if (!ofTheSdk.test(String(filename))) return new Worker(filename, options);
  const first = pathToFileURL(compiled("src/worker/workflow-thread.ts")).href;
  const make = () => new Worker(filename, { ...options, execArgv: ["--import", first] });
  return areLate.getStore() === true ? new LateThread(make) : make();
}

/**
 * Has the threads of workflows started by Temporal's SDK load `workflow-thread.ts` first: the SDK has
 * no setting for it (docs/adr/0034-workflow-threads.md). To be called before a worker is made.
 */
export function useLeanWorkflowThreads(): void {
  const construct = (_target: object, [filename, options]: [string | URL, WorkerOptions?]) =>
    threadOf(filename, options);
  Reflect.set(threads, "Worker", new Proxy(Worker, { construct }));
}

/** Has the threads of a worker that is made meanwhile start only when its first workflow comes. */
export function withLateThreads<Made>(make: () => Promise<Made>): Promise<Made> {
  return areLate.run(true, make);
}
