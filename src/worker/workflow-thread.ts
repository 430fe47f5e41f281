import { ReusableVMWorkflowCreator } from "@temporalio/worker/lib/workflow/reusable-vm.js";
import { globalHandlers } from "@temporalio/worker/lib/workflow/vm-shared.js";

/**
 * Loaded into each thread that runs workflow code, before Temporal's SDK begins there
 * (workflow-threads.ts, docs/adr/0034-workflow-threads.md). It takes two things from the SDK that cost
 * more than the runs themselves:
 *
 * - The time limit of each call into the sandbox: for each, Node starts a thread of the system and ends
 *   it again, dozens of times a run.
 * - The stack of each promise, which only the query for a run's call stack reads.
 */
const create = ReusableVMWorkflowCreator.create.bind(ReusableVMWorkflowCreator) as (
  ...given: unknown[]
) => Promise<ReusableVMWorkflowCreator>;
Reflect.set(
  ReusableVMWorkflowCreator,
  "create",
  (bundle: unknown, _timeLimit: number, ...others: unknown[]) =>
    create(bundle, undefined, ...others),
);
Reflect.set(globalHandlers, "setPromiseHook", () => undefined);
