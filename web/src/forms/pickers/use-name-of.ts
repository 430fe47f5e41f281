import { useQuery } from "@tanstack/react-query";
import type { Things } from "../../api/things.ts";
import { thingQuery } from "../../api/things.ts";
import { t } from "../../i18n/i18n.ts";

/** How something reads that is chosen by its id; the id itself until that is known. */
export function useNameOf<Path extends keyof Things>(
  path: Path,
  id: string,
  nameOf: (thing: Things[Path]) => string,
): string {
  const thing = useQuery(thingQuery(path, id));
  if (id === "") return "";
  if (thing.data !== undefined) return nameOf(thing.data);
  return thing.isError ? t("inputs:notFound", { id }) : "…";
}
