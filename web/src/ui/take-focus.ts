/** As a `ref`: a field has the keyboard as soon as it is there. */
export const takeFocus = (input: HTMLInputElement | null): void => input?.focus();
