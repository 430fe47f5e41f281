/**
 * Moves the focus to the input of a setting in the block's panel, once it is drawn: the one that
 * names it, else the first that is marked as wrong.
 */
export function focusField(field: string): void {
  let frames = 0;
  const look = () => {
    const panel = document.querySelector("[data-block-panel]");
    const named = [...(panel?.querySelectorAll<HTMLElement>("[data-field], [name]") ?? [])].find(
      (element) => [element.dataset["field"], element.getAttribute("name")].includes(field),
    );
    const wrong = panel?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const found = named ?? wrong;
    if (found != null) {
      const input = found.matches(inputs) ? found : found.querySelector<HTMLElement>(inputs);
      (input ?? found).focus();
      found.scrollIntoView({ block: "center" });
      return;
    }
    frames += 1;
    if (frames < mostFrames) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const inputs = 'input, textarea, select, button, [contenteditable="true"]';
/** The panel may have to be loaded first. */
const mostFrames = 60;
