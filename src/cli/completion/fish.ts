import type { Place, ValuedWord } from "./tree.ts";

export function fishCompletion(places: readonly Place[]): string {
  const inner = places.filter(({ paths }) => paths[0] !== "");
  return `# fish completion for campanile: campanile completion fish | source
function __campanile_at
    set -l at ''
    for word in (commandline -opc)[2..]
        switch "$at $word"
${inner.map((place) => `            case ${place.paths.map(quotedForFish).join(" ")}\n                set at ${quotedForFish(place.paths[0] ?? "")}`).join("\n")}
        end
    end
    test "$at" = "$argv[1]"
end
complete -c campanile -e
complete -c campanile -f
${places.flatMap(linesOf).join("\n")}
`;
}

function linesOf({ paths, commands, options, values, takesFiles }: Place): string[] {
  const path = quotedForFish(paths[0] ?? "");
  const here = `complete -c campanile -n ${quotedForFish(`__campanile_at ${path}`)}`;
  return [
    ...commands.map(
      ({ name, description }) => `${here} -a ${name} -d ${quotedForFish(description)}`,
    ),
    ...(values.length > 0 ? [`${here} -a ${quotedForFish(values.join(" "))}`] : []),
    ...(takesFiles ? [`${here} -F`] : []),
    ...options.map((option) => `${here} ${flagOf(option)}`),
  ];
}

function flagOf({ name, description, value }: ValuedWord): string {
  const flag = `-l ${name.slice(2)} -d ${quotedForFish(description)}`;
  if (value === "none") return flag;
  if (value === "file") return `${flag} -r -F`;
  if (value === "any") return `${flag} -x`;
  return `${flag} -x -a ${quotedForFish(value.join(" "))}`;
}

/** In fish a backslash escapes inside of single quotes, too. */
const quotedForFish = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
