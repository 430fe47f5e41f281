import { lazy, Suspense } from "react";
import { withMessages } from "../../../i18n/with-messages.ts";
import type { InsertRequest } from "../builder-context.ts";
import type { Dialogs } from "../hooks/use-dialogs.ts";
import type { useDraft } from "../hooks/use-draft.ts";
import { useEverOpen } from "../../../ui/use-ever-open.ts";
import { useLeaveGuard } from "../hooks/use-leave-guard.ts";

const InsertDialog = lazy(() =>
  withMessages(import("./InsertDialog.tsx"), "builder-panels").then((module) => ({
    default: module.InsertDialog,
  })),
);
const SettingsDialog = lazy(() =>
  withMessages(import("./SettingsDialog.tsx"), "builder-dialogs").then((module) => ({
    default: module.SettingsDialog,
  })),
);
const ShortcutsDialog = lazy(() =>
  withMessages(import("./ShortcutsDialog.tsx"), "builder-dialogs").then((module) => ({
    default: module.ShortcutsDialog,
  })),
);
const ConflictDialog = lazy(() =>
  withMessages(import("./ConflictDialog.tsx"), "builder-dialogs", "builder-panels").then(
    (module) => ({
      default: module.ConflictDialog,
    }),
  ),
);
const LeaveDialog = lazy(() =>
  withMessages(import("./LeaveDialog.tsx"), "builder-dialogs").then((module) => ({
    default: module.LeaveDialog,
  })),
);

interface Props {
  dialogs: Dialogs;
  draft: ReturnType<typeof useDraft>;
  insertRequest: InsertRequest | null;
  onInsertRequest(insertRequest: InsertRequest | null): void;
}

/** Each dialog is fetched when it is first asked for, and then stays, so that it can close softly. */
export function BuilderDialogs({ dialogs, draft, insertRequest, onInsertRequest }: Props) {
  const { state, autosave } = draft;
  const { current, close } = dialogs;
  const conflict = state.at === "conflict" ? state.conflict : null;
  const isInserting = useEverOpen(insertRequest !== null);
  const isSetting = useEverOpen(current === "settings");
  const isHelping = useEverOpen(current === "shortcuts");
  const isInConflict = useEverOpen(conflict !== null);
  const guard = useLeaveGuard(autosave);
  const isLeaving = useEverOpen(guard.status === "blocked");
  return (
    <Suspense fallback={null}>
      {isInserting && (
        <InsertDialog insertRequest={insertRequest} onClose={() => onInsertRequest(null)} />
      )}
      {isSetting && <SettingsDialog opened={current === "settings"} onClose={close} />}
      {isHelping && <ShortcutsDialog opened={current === "shortcuts"} onClose={close} />}
      {isInConflict && <ConflictDialog conflict={conflict} onResolve={autosave.resolve} />}
      {isLeaving && <LeaveDialog guard={guard} />}
    </Suspense>
  );
}
