import type { RefObject } from "react";

/** Moves the focus to the first field with a fault, once it is drawn. */
export function focusFault(box: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => {
    box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
