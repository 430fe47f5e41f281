import { useBlocker } from "@tanstack/react-router";
import type { Autosave } from "../draft/autosave.ts";

/** Milliseconds that leaving waits for the last changes to be saved. */
const patience = 2_500;

/** Leaving saves first; what can't be saved holds the reader back. */
export function useLeaveGuard(autosave: Autosave) {
  return useBlocker({
    withResolver: true,
    enableBeforeUnload: () => autosave.isDirty(),
    shouldBlockFn: async ({ current, next }) => {
      // Signing in again comes back here, where the tab has kept the work.
      if (current.pathname === next.pathname || next.pathname === "/sign-in") return false;
      if (!autosave.isDirty()) return false;
      const slow = new Promise((resolve) => setTimeout(resolve, patience));
      await Promise.race([autosave.flush().catch(() => undefined), slow]);
      return autosave.isDirty();
    },
  });
}
