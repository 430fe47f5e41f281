import type { Place, ValuedWord, Word } from "./tree.ts";
import { quoted, valuedOptions } from "./tree.ts";

export function zshCompletion(places: readonly Place[]): string {
  const inner = places.filter(({ paths }) => paths[0] !== "");
  return `#compdef campanile
# zsh completion for campanile: a file _campanile in a folder of $fpath
_campanile() {
  local at='' i
  local -a found flags
  for ((i = 2; i < CURRENT; i++)); do
    case "$at \${words[i]}" in
${inner.map((place) => `      ${place.paths.map((path) => quoted(path)).join("|")}) at=${quoted(place.paths[0] ?? "")} ;;`).join("\n")}
    esac
  done
  case "\${words[CURRENT-1]}" in
${valuedOptions(places).map(valueCase).join("\n")}
  esac
  case "$at" in
${places.map(placeCase).join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then _describe option flags; return; fi
  (( \${#found} )) && _describe command found
}
if [[ "\${funcstack[1]}" == _campanile ]]; then _campanile "$@"; else compdef _campanile campanile; fi
`;
}

function valueCase({ name, value }: ValuedWord): string {
  if (value === "file") return `    ${name}) _files; return ;;`;
  if (typeof value === "string") return `    ${name}) return ;;`;
  return `    ${name}) compadd -- ${value.map(quoted).join(" ")}; return ;;`;
}

function placeCase({ paths, commands, options, values, takesFiles }: Place): string {
  const found = [...commands.map(described), ...values.map(quoted)].join(" ");
  const files = takesFiles ? `; [[ "\${words[CURRENT]}" == -* ]] || _files` : "";
  return `    ${quoted(paths[0] ?? "")}) found=(${found}); flags=(${options.map(described).join(" ")})${files} ;;`;
}

const described = ({ name, description }: Word): string => quoted(`${name}:${description}`);
