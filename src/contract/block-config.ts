import { blockKinds } from "../blocks/registry.ts";
import { jsonPath, locatedErrors, parseInput } from "./parse.ts";

/** The settings of one block: as its kind reads them, or their faults, each at its field. */
export type BlockConfig =
  | { outcome: "right"; config: unknown }
  | { outcome: "faulty"; faults: { field: string; message: string }[] };

export function readBlockConfig(kind: string, config: unknown): BlockConfig {
  const rules = blockKinds.get(kind);
  if (rules === undefined) {
    return { outcome: "faulty", faults: [{ field: "kind", message: "there is no such kind" }] };
  }
  const parsed = parseInput(rules.schema, config);
  if (parsed.success) return { outcome: "right", config: parsed.data };
  const faults = locatedErrors(parsed.error.issues).map(({ path, message }) => ({
    field: jsonPath(path),
    message,
  }));
  return { outcome: "faulty", faults };
}
