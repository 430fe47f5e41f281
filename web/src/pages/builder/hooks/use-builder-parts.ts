import { useDisclosure } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { useMay } from "../../../api/session.ts";
import type { Workflow } from "../../../api/workflows.ts";
import type { Decorations } from "../../../canvas/decorations.ts";
import type { Kinds } from "../../../canvas/graph.ts";
import type { InsertRequest, Builder } from "../builder-context.ts";
import { idFrom } from "../commands/fresh-block.ts";
import { createBlockActions } from "../draft/block-actions.ts";
import { nothing } from "../draft/history.ts";
import { notifyDeleted } from "../draft/notify-deleted.ts";
import { focusBlock } from "../parts/focus-block.ts";
import { focusField } from "../parts/focus-field.ts";
import { useBuilderSearch } from "./use-builder-search.ts";
import { useClipboard } from "./use-clipboard.ts";
import { useDialogs } from "./use-dialogs.ts";
import { useDraft } from "./use-draft.ts";
import { useSelectionInUrl } from "./use-selection-in-url.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const newId = (kind: string) => idFrom(kind, crypto.randomUUID().replaceAll("-", ""));

/** All that the builder's page holds: the draft, what is open, what is selected. */
export function useBuilderParts(workflow: Workflow, kinds: Kinds) {
  const mayManage = useMay("manage");
  const canEdit = mayManage && workflow.status !== "archived";
  const draft = useDraft(workflow, kinds, canEdit);
  const { store, autosave } = draft;
  const { search, panel, set, show } = useBuilderSearch();
  const [announcement, announce] = useState("");
  const [insertRequest, requestInsert] = useState<InsertRequest | null>(null);
  const [centre, setCentre] = useState<{ block: string } | null>(null);
  const [decorated, setDecorated] = useState<{ panel: typeof panel; by: Decorations } | null>(null);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const dialogs = useDialogs();

  const actions = useMemo(
    () =>
      createBlockActions({
        store,
        kinds,
        newId,
        announce,
        onDeleted: (words, next) => {
          notifyDeleted(store, words);
          if (next !== undefined) focusBlock(next);
        },
      }),
    [store, kinds],
  );
  const centreOn = useCallback((block: string) => setCentre({ block }), []);
  const goTo = useCallback(
    (block: string, field?: string) => {
      store.getState().select({ blocks: [block], edges: [] });
      setCentre({ block });
      if (field !== undefined) focusField(field);
    },
    [store],
  );
  const decorate = useCallback(
    (by: Decorations | null) => setDecorated(by === null ? null : { panel, by }),
    [panel],
  );
  const isReading = panel === "versions" && search.version !== undefined;
  const isEditing = canEdit && !isReading;

  useSelectionInUrl(store, search.block, set, centreOn);
  useClipboard(actions, isEditing, centreOn);
  useShortcuts({
    undo: () => isEditing && store.getState().undo(),
    redo: () => isEditing && store.getState().redo(),
    remove: () => isEditing && actions.removeSelection(),
    duplicate: () => {
      const [first] = isEditing ? actions.duplicate(store.getState().selection.blocks) : [];
      if (first !== undefined) centreOn(first);
    },
    selectAll: actions.selectAll,
    add: () => isEditing && requestInsert({ outlet: actions.outletAfterSelection() }),
    escape: () => {
      const { selection, select } = store.getState();
      if (selection.blocks.length + selection.edges.length > 0) select(nothing);
      else if (panel !== undefined) show(undefined);
    },
    help: () => dialogs.open("shortcuts"),
    save: () => void autosave.flush().catch(() => undefined),
  });

  const builder = useMemo(
    (): Builder => ({ workflow, kinds, store, actions, canEdit, requestInsert, goTo }),
    [workflow, kinds, store, actions, canEdit, goTo],
  );
  return {
    builder,
    draft,
    dialogs,
    announcement,
    insertRequest,
    requestInsert,
    search,
    panel,
    show,
    centre,
    decorate,
    // What a panel drew goes with it.
    decorations: decorated?.panel === panel ? (decorated?.by ?? null) : null,
    palette: { isOpen: isPaletteOpen, ...palette },
  };
}
