import { useState } from "react";

export type DialogName = "settings" | "shortcuts";

/** Which dialog of the builder is open. */
export function useDialogs() {
  const [shown, setShown] = useState<DialogName | null>(null);
  return {
    shown,
    open: (name: DialogName) => setShown(name),
    close: () => setShown(null),
  };
}

export type Dialogs = ReturnType<typeof useDialogs>;
