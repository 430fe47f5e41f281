import { useState } from "react";

const key = "campanile.palette-hidden";

/** Whether the palette makes room for the canvas: as it was left in this browser, where that can be kept. */
export function usePaletteHidden(): [isHidden: boolean, setHidden: (isHidden: boolean) => void] {
  const [isHidden, setHidden] = useState(wasHidden);
  return [
    isHidden,
    (next) => {
      setHidden(next);
      try {
        localStorage.setItem(key, String(next));
      } catch {
        // Storage is switched off in this browser.
      }
    },
  ];
}

function wasHidden(): boolean {
  try {
    return localStorage.getItem(key) === "true";
  } catch {
    return false;
  }
}
