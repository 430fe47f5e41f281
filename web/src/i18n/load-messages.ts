import { loadReader } from "./api-reader.ts";
import { addMessages, hasMessages, language } from "./i18n.ts";
import type { Namespace } from "./namespaces.ts";

const files = import.meta.glob<object>("../messages/*/*.json", { import: "default" });

/** What the API says is English already: `apiWords` needs nothing but to read it. */
const isSpoken = (namespace: Namespace) => namespace === "api-words" && language === "en";

/** Message files that a page needs, each loaded once; they have to be there before it is shown. */
export async function loadMessages(...namespaces: readonly Namespace[]): Promise<void> {
  await Promise.all(
    namespaces.map(async (namespace) => {
      if (isSpoken(namespace)) await loadReader();
      if (isSpoken(namespace) || hasMessages(namespace)) return;
      const load = files[`../messages/${language}/${namespace}.json`];
      if (load === undefined) throw new Error(`there is no message file ${language}/${namespace}`);
      const [messages] = await Promise.all([
        load(),
        namespace === "api-words" ? loadReader() : undefined,
      ]);
      addMessages(namespace, messages);
    }),
  );
}
