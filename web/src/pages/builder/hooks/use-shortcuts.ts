import { useEffect, useRef } from "react";
import { isElsewhere } from "../../../canvas/is-elsewhere.ts";

/** What keys do on the builder's page, where nobody is typing and no dialog is open. */
export interface ShortcutHandlers {
  undo(): void;
  redo(): void;
  remove(): void;
  duplicate(): void;
  selectAll(): void;
  add(): void;
  escape(): void;
  help(): void;
  save(): void;
}

/** Listens for the keys in the list of shortcuts; Ctrl is Command on a Mac. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const isSaving = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
      if (!isSaving && isElsewhere(event.target)) return;
      const name = shortcutOf(event);
      if (name === null) return;
      event.preventDefault();
      latest.current[name]();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function shortcutOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}): keyof ShortcutHandlers | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    const named = { y: "redo", d: "duplicate", a: "selectAll", s: "save" } as const;
    return key in named ? named[key as keyof typeof named] : null;
  }
  const named = { delete: "remove", backspace: "remove", escape: "escape", "?": "help", a: "add" };
  return key in named ? (named[key as keyof typeof named] as keyof ShortcutHandlers) : null;
}
