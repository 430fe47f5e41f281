import { useEffect, useRef } from "react";
import { isElsewhere } from "../../../canvas/is-elsewhere.ts";
import { clipIn } from "../commands/clipboard.ts";
import type { BlockActions } from "../draft/block-actions.ts";

/** Blocks by the browser's own copy, cut and paste: between workflows, tabs and text files. */
export function useClipboard(
  actions: BlockActions,
  canEdit: boolean,
  onPasted: (id: string) => void,
): void {
  const pastes = useRef({ text: "", count: 0 });
  useEffect(() => {
    const isText = () => (getSelection()?.toString() ?? "") !== "";
    const copy = (event: ClipboardEvent) => {
      if (isElsewhere(event.target) || isText()) return;
      const text = actions.copied();
      if (text === null) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      pastes.current = { text, count: 0 };
      if (event.type === "cut" && canEdit) actions.removeSelection();
    };
    const paste = (event: ClipboardEvent) => {
      if (!canEdit || isElsewhere(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const clip = clipIn(text);
      if (clip === null) return;
      event.preventDefault();
      // Each further paste stands a little beside the one before.
      const count = pastes.current.text === text ? pastes.current.count + 1 : 1;
      pastes.current = { text, count };
      const [first] = actions.paste(clip, count);
      if (first !== undefined) onPasted(first);
    };
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", paste);
    };
  }, [actions, canEdit, onPasted]);
}
