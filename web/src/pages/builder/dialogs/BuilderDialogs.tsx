import type { InsertRequest } from "../builder-context.ts";
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
  insertRequest: InsertRequest | null;
  onInsertRequest(insertRequest: InsertRequest | null): void;
}

export function BuilderDialogs({ dialogs, draft, insertRequest, onInsertRequest }: Props) {
  const { state, autosave } = draft;
  return (
    <>
      <InsertDialog insertRequest={insertRequest} onClose={() => onInsertRequest(null)} />
      <SettingsDialog opened={dialogs.current === "settings"} onClose={dialogs.close} />
      <ShortcutsDialog opened={dialogs.current === "shortcuts"} onClose={dialogs.close} />
      <ConflictDialog
        conflict={state.at === "conflict" ? state.conflict : null}
        onResolve={autosave.resolve}
      />
      <LeaveDialog autosave={autosave} />
    </>
  );
}
