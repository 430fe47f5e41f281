import type { ComboboxItem, ComboboxParsedItem, OptionsFilter } from "@mantine/core";

/**
 * The options that have the typed text in them: first what is the text, then what begins with it.
 * Enter takes the first, so what was typed whole is never replaced by something longer.
 */
export const nearestFirst: OptionsFilter = ({ options, search, limit }) => {
  const typed = search.trim().toLowerCase();
  const distance = (option: ComboboxItem) => {
    const at = option.label.toLowerCase().indexOf(typed);
    if (at === -1) return Infinity;
    return at === 0 && option.label.length === typed.length ? -1 : Math.sign(at);
  };
  return options
    .filter(isItem)
    .filter((option) => distance(option) < Infinity)
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, limit);
};

function isItem(option: ComboboxParsedItem): option is ComboboxItem {
  return "value" in option;
}
