import { AppError } from "../../../../contract/errors.ts";
import type { Scope } from "../../../../contract/scopes.ts";
import { objectOf } from "../../event-step.ts";
import type { FormatDependencies } from "../../format.ts";
import type { FormatStep } from "../../ingest-messages.ts";
import { errorText, ingestMessages } from "../../ingest-messages.ts";
import { storable } from "../../storable.ts";
import type { Fault } from "./faults.ts";
import { FaultyOperation } from "./faults.ts";
import type { Planned } from "./operations.ts";
import { planOf } from "./operations.ts";

/**
 * Does operations in their order, each for itself; events that follow one another share a
 * transaction. What a repetition could mend is thrown.
 *
 * @returns what is wrong with each; null: it is done
 */
export async function perform(
  deps: FormatDependencies,
  scopes: readonly Scope[],
  operations: readonly unknown[],
): Promise<(Fault | null)[]> {
  const faults: (Fault | null)[] = operations.map(() => null);
  let events: { index: number; step: FormatStep; field: string }[] = [];
  const flush = async (): Promise<void> => {
    const taken = await ingestMessages(
      deps,
      events.map(({ step }) => [step]),
    );
    for (const [place, { index, field }] of events.entries()) {
      const message = taken[place];
      if (typeof message === "string") faults[index] = { reason: "invalid", field, message };
    }
    events = [];
  };
  for (const [index, operation] of operations.entries()) {
    const plan = read(operation, scopes);
    if ("reason" in plan) {
      faults[index] = plan;
    } else if (typeof plan.work !== "function") {
      events.push({ index, step: plan.work, field: plan.field });
    } else {
      await flush();
      faults[index] = await done(deps, plan.work, plan.field);
    }
  }
  await flush();
  return faults;
}

function read(operation: unknown, scopes: readonly Scope[]): Planned | Fault {
  try {
    const plan = planOf(objectOf(storable(operation)));
    if (scopes.includes(plan.scope)) return plan;
    const message = `needs an API key with the scope "${plan.scope}"`;
    return { reason: "forbidden", field: "action", message };
  } catch (error) {
    if (error instanceof FaultyOperation) return error.fault;
    if (error instanceof AppError) return faultOf(error, "identifiers");
    throw error;
  }
}

async function done(
  deps: FormatDependencies,
  work: Extract<Planned["work"], (deps: FormatDependencies) => unknown>,
  field: string,
): Promise<Fault | null> {
  try {
    const message = await work(deps);
    return message === null ? null : { reason: "invalid", field, message };
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") return faultOf(error, field);
    throw error;
  }
}

function faultOf(error: AppError, field: string): Fault {
  return { reason: "invalid", field, message: errorText(error) };
}
