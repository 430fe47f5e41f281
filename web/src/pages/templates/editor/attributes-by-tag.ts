const box = ["background-color", "padding"];
const words = ["color", "align", "font-size", "font-weight", "line-height", "padding"];

/** The settings that are offered first, by component; any other attribute can be added. */
export const attributesByTag: Record<string, readonly string[]> = {
  "mj-body": ["background-color", "width"],
  "mj-section": [...box, "background-url", "text-align", "border-radius"],
  "mj-column": [...box, "width", "vertical-align", "border-radius"],
  "mj-text": words,
  "mj-button": ["href", "background-color", "border-radius", ...words],
  "mj-image": ["src", "alt", "href", "width", "align", "padding"],
  "mj-divider": ["border-color", "border-width", "border-style", "padding"],
  "mj-spacer": ["height"],
  "mj-social": ["mode", "align", "icon-size", "padding"],
  "mj-social-element": ["name", "href", "src", "color"],
  "mj-table": words,
};
