import type { Asked } from "../builder-context.ts";
import type { Dialogs } from "../hooks/use-dialogs.ts";
import type { useDraft } from "../hooks/use-draft.ts";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { InsertDialog } from "./InsertDialog.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { SettingsDialog } from "./SettingsDialog.tsx";
import { ShortcutsDialog } from "./ShortcutsDialog.tsx";

interface Props {
  dialogs: Dialogs;
  draft: ReturnType<typeof useDraft>;
  asked: Asked | null;
  onAsked(asked: Asked | null): void;
}

export function BuilderDialogs({ dialogs, draft, asked, onAsked }: Props) {
  const { state, autosave } = draft;
  return (
    <>
      <InsertDialog asked={asked} onClose={() => onAsked(null)} />
      <SettingsDialog opened={dialogs.shown === "settings"} onClose={dialogs.close} />
      <ShortcutsDialog opened={dialogs.shown === "shortcuts"} onClose={dialogs.close} />
      <ConflictDialog
        conflict={state.at === "conflict" ? state.conflict : null}
        onResolve={autosave.resolve}
      />
      <LeaveDialog autosave={autosave} />
    </>
  );
}
