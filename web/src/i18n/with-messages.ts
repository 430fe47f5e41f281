import { loadMessages } from "./load-messages.ts";
import type { Namespace } from "./namespaces.ts";

/** The module of a part that is opened later, once the messages that it shows are there too. */
export async function withMessages<Module>(
  module: Promise<Module>,
  ...namespaces: readonly Namespace[]
): Promise<Module> {
  const [loaded] = await Promise.all([module, loadMessages(...namespaces)]);
  return loaded;
}
