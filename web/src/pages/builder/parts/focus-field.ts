/**
 * Moves the focus to the input of a setting in the block's panel, once it is drawn: the one that
 * names it, else the first that is marked as wrong.
 */
export function focusField(field: string): void {
  let frames = 0;
  const look = () => {
    const panel = document.querySelector("[data-block-panel]");
    const named = [...(panel?.querySelectorAll<HTMLElement>("[data-field], [name]") ?? [])].find(
      (candidate) => [candidate.dataset["field"], candidate.getAttribute("name")].includes(field),
    );
    const wrong = panel?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const element = named ?? wrong;
    if (element != null) {
      const input = element.matches(inputs) ? element : element.querySelector<HTMLElement>(inputs);
      (input ?? element).focus();
      element.scrollIntoView({ block: "center" });
      return;
    }
    frames += 1;
    if (frames < maxFrames) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const inputs = 'input, textarea, select, button, [contenteditable="true"]';
/** The panel may have to be loaded first. */
const maxFrames = 60;
