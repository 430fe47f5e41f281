import { useState } from "react";

export type DialogName = "settings" | "shortcuts";

/** Which dialog of the builder is open. */
export function useDialogs() {
  const [current, setCurrent] = useState<DialogName | null>(null);
  return {
    current,
    open: (name: DialogName) => setCurrent(name),
    close: () => setCurrent(null),
  };
}

export type Dialogs = ReturnType<typeof useDialogs>;
