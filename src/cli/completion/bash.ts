import type { Place } from "./tree.ts";
import { quoted, valuedOptions } from "./tree.ts";

/** Asks nobody while somebody types: all there is stands in the script. */
export function bashCompletion(places: readonly Place[]): string {
  const inner = places.filter(({ paths }) => paths[0] !== "");
  return `# bash completion for campanile: eval "$(campanile completion bash)"
_campanile() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' words='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
${inner.map((place) => `      ${place.paths.map(quoted).join("|")}) at=${quoted(place.paths[0] ?? "")} ;;`).join("\n")}
    esac
  done
  case "$prev" in
${valuedOptions(places).map(valueCase).join("\n")}
  esac
  case "$at" in
${places.map(placeCase).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _campanile campanile
`;
}

function valueCase({ name, value }: { name: string; value: "none" | "any" | "file" | string[] }) {
  if (value === "file") return `    ${name}) return ;;`;
  if (typeof value === "string") return `    ${name}) compopt +o default; return ;;`;
  return `    ${name}) COMPREPLY=($(compgen -W ${quoted(value.join(" "))} -- "$cur")); return ;;`;
}

/** Options only where one is begun, else they hide what there is. */
function placeCase({ paths, commands, options, values, takesFiles }: Place): string {
  const names = [...commands.map(({ name }) => name), ...values].join(" ");
  const flags = options.map(({ name }) => name).join(" ");
  const words = `if [[ $cur == -* ]]; then words=${quoted(flags)}; else words=${quoted(names)}; fi`;
  return `    ${quoted(paths[0] ?? "")}) ${words}${takesFiles ? "" : "; compopt +o default"} ;;`;
}
