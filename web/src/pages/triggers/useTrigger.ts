import { useState } from "react";
import type { Binding, Workflow } from "../../api/workflows.ts";
import { tellDone } from "../../ui/notify.ts";
import type { Faults } from "./model/faults.ts";
import type { TriggerState } from "./model/trigger-state.ts";
import { faultsBefore, openTrigger, stepsOf } from "./model/trigger-state.ts";
import { ownTimeZone } from "./own-time-zone.ts";
import { useApply } from "./useApply.ts";

interface Given {
  workflow: Workflow;
  bindings: readonly Binding[];
  bindingId: string | undefined;
  role: "start" | "stop";
  onDirty(isDirty: boolean): void;
  onApplied(): void;
  /** Shows the place where something is wrong. */
  onFault(at: string): void;
}

/** The dialog's state: what is edited, what is wrong with it, and Apply. */
export function useTrigger(given: Given) {
  const { workflow, onDirty, onFault } = given;
  const [timeZone] = useState(ownTimeZone);
  const [state, setState] = useState(() =>
    openTrigger({ ...given, rules: workflow.stopRules, timeZone }),
  );
  const [faults, setFaults] = useState<Record<string, Faults>>({});
  const applying = useApply(workflow.id);

  const change = (next: TriggerState) => {
    setState(next);
    setFaults({});
    onDirty(stepsOf(next, timeZone).length > 0);
  };

  const apply = () => {
    const steps = stepsOf(state, timeZone);
    if (steps.length === 0) return given.onApplied();
    const before = faultsBefore(state, steps);
    setFaults(before);
    const first = Object.keys(before)[0];
    if (first !== undefined) return onFault(first);
    applying.mutate(
      { state, steps },
      {
        onSuccess: (applied) => {
          if (applied.outcome === "refused") {
            setState(applied.state);
            setFaults({ [applied.at]: applied.faults });
            return onFault(applied.at);
          }
          tellDone("The launch conditions are in force");
          given.onApplied();
        },
      },
    );
  };

  /** A start like this one, for another event: event and source of a link that is there stay. */
  const makeAnother = () => {
    if (state.start === undefined) return;
    const form = { ...state.start.form, eventTypeKey: "", eventTypeId: undefined, filter: null };
    change({ ...state, start: { key: "start", form } });
  };

  return { state, faults, change, apply, makeAnother, isApplying: applying.isPending };
}
