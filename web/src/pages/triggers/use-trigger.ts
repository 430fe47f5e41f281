import { useState } from "react";
import type { Binding, Workflow } from "../../api/workflows.ts";
import { t } from "../../i18n/i18n.ts";
import type { FieldErrors } from "./model/field-errors.ts";
import type { ApplyRequest, TriggerState } from "./model/trigger-state.ts";
import { validationErrors, openTrigger, requestsOf } from "./model/trigger-state.ts";
import { useApply } from "./use-apply.ts";
import { useOfferUndo } from "./use-undo.ts";

/** Where the reader is. */
const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface OpenTriggerOptions {
  workflow: Workflow;
  bindings: readonly Binding[];
  bindingId: string | undefined;
  role: "start" | "stop";
  onDirty(isDirty: boolean): void;
  onApplied(): void;
  /** Shows the place that has errors. */
  onErrors(at: string): void;
}

/** The dialog's state: what is edited, its errors, and Apply. */
export function useTrigger(options: OpenTriggerOptions) {
  const { workflow, onDirty, onErrors } = options;
  const [timeZone] = useState(ownTimeZone);
  const [state, setState] = useState(() =>
    openTrigger({ ...options, rules: workflow.stopRules, timeZone }),
  );
  const [errors, setFaults] = useState<Record<string, FieldErrors>>({});
  const [reviewed, setReviewed] = useState<ApplyRequest[] | null>(null);
  const applying = useApply(workflow.id);
  const offerUndo = useOfferUndo(workflow.id);

  const change = (next: TriggerState) => {
    setState(next);
    setFaults({});
    onDirty(requestsOf(next, timeZone).length > 0);
  };

  const apply = () => {
    const steps = requestsOf(state, timeZone);
    if (steps.length === 0) return options.onApplied();
    const before = validationErrors(state, steps);
    setFaults(before);
    const first = Object.keys(before)[0];
    if (first !== undefined) return onErrors(first);
    if (workflow.status === "active") setReviewed(steps);
    else make(steps);
  };

  const make = (steps: ApplyRequest[]) => {
    applying.mutate(
      { state, steps },
      {
        onSuccess: (applied) => {
          setReviewed(null);
          if (applied.outcome === "refused") {
            setState(applied.state);
            setFaults({ [applied.at]: applied.errors });
            return onErrors(applied.at);
          }
          void offerUndo(t("triggers:undo.applied"), steps.length);
          options.onApplied();
        },
      },
    );
  };

  /** A new start like this one, for another event: an existing trigger keeps its event and its source. */
  const makeAnother = () => {
    if (state.start === undefined) return;
    const form = { ...state.start.form, eventTypeKey: "", eventTypeId: undefined, filter: null };
    change({ ...state, start: { key: "start", form } });
  };

  return {
    state,
    errors,
    change,
    apply,
    /** What is asked about before it is made, as the workflow is live. */
    reviewed,
    confirm: () => reviewed !== null && make(reviewed),
    goBack: () => setReviewed(null),
    makeAnother,
    isApplying: applying.isPending,
  };
}
