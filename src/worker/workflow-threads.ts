import type { WorkerOptions } from "node:worker_threads";
import threads, { Worker } from "node:worker_threads";
import { compiled } from "../platform/project-root.ts";
import { pathToFileURL } from "node:url";

const ofTheSdk = /[/\\]workflow-worker-thread\.js$/;

/** A thread as Temporal's SDK asks for it, with what makes its calls cheap loaded first. */
class WorkflowThread extends Worker {
  constructor(filename: string | URL, options?: WorkerOptions) {
    const first = pathToFileURL(compiled("src/worker/workflow-thread.ts")).href;
    const isForRuns = ofTheSdk.test(String(filename));
    super(filename, isForRuns ? { ...options, execArgv: ["--import", first] } : options);
  }
}

/**
 * Has the threads of workflows started by Temporal's SDK load `workflow-thread.ts` first: the SDK has
 * no setting for it (docs/adr/0034-workflow-threads.md). To be called before a worker is made.
 */
export function useLeanWorkflowThreads(): void {
  Reflect.set(threads, "Worker", WorkflowThread);
}
