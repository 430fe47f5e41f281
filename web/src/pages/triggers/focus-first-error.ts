import type { RefObject } from "react";

/** Moves the focus to the first field with an error, once it is drawn. */
export function focusFirstError(box: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() => {
    box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
