import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLive } from "../../../api/live.ts";
import type { Workflow } from "../../../api/workflows.ts";
import { workflowQuery } from "../../../api/workflows.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import type { SaveState } from "../draft/autosave.ts";
import { discardUnsavedWork, storeUnsavedWork } from "../draft/unsaved-work.ts";
import { openDraft } from "../draft/open-draft.ts";

/** Milliseconds after a change in which the tab's own copy of it is made. */
const keepAfter = 250;

/** The draft under edit, saved as it changes, and together with what others save. */
export function useDraft(workflow: Workflow, kinds: Kinds, canEdit: boolean) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<SaveState>({ at: "saved" });
  const [draft] = useState(() => {
    let last = "saved";
    return openDraft(workflow, kinds, queryClient, (next) => {
      // Only what was saved just now: what an earlier page kept may still be wanted.
      if (next.at === "saved" && last !== "saved") discardUnsavedWork(workflow.id);
      last = next.at;
      setState(next);
    });
  });
  const { store, autosave } = draft;
  const { id, draft: newest, draftRevision } = workflow;

  useEffect(() => {
    autosave.receive({ draft: newest, draftRevision });
  }, [autosave, newest, draftRevision]);

  useLive([`workflow:${id}`], [workflowQuery(id).queryKey]);

  useEffect(() => {
    if (!canEdit) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(timer);
      timer = undefined;
      if (autosave.isDirty())
        storeUnsavedWork(id, { ...autosave.work(), at: new Date().toISOString() });
    };
    const stop = store.subscribe((now, before) => {
      if (now.definition === before.definition) return;
      autosave.changed();
      timer ??= setTimeout(keep, keepAfter);
    });
    autosave.start();
    window.addEventListener("pagehide", keep);
    return () => {
      keep();
      stop();
      autosave.stop();
      window.removeEventListener("pagehide", keep);
    };
  }, [id, store, autosave, canEdit]);

  return { store, autosave, state };
}
