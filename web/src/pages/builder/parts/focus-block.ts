/** Takes the focus to a block once it is drawn: in the list view where that is open, or on the canvas. */
export function focusBlock(id: string): void {
  requestAnimationFrame(() => {
    const name = CSS.escape(id);
    const block =
      document.querySelector<HTMLElement>(`[data-outline-block="${name}"]`) ??
      document.querySelector<HTMLElement>(`.react-flow__node[data-id="${name}"]`);
    block?.focus({ preventScroll: true });
  });
}
