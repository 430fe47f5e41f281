import { notifyUndoable } from "../../../ui/notify-undoable.tsx";
import { t } from "../../../i18n/i18n.ts";
import type { DraftStore } from "./history.ts";

/** Says what was deleted, and offers to undo it until something else was changed. */
export function notifyDeleted(store: DraftStore, words: string): void {
  const { definition } = store.getState();
  const hide = notifyUndoable({
    message: words,
    undo: t("builder:tools.undo"),
    onUndo: () => store.getState().undo(),
  });
  const stop = store.subscribe((now) => {
    if (now.definition === definition) return;
    stop();
    hide();
  });
}
