import type { ServiceContext } from "../context.ts";
import { partialsByName } from "../../db/messages/partials.ts";
import type { GraphIssue } from "../../domain/graph.ts";
import type { FrozenContent, TemplatePartial } from "../../domain/message-content.ts";
import { liquidParts } from "../../domain/message-content.ts";
import type { Jobs } from "../../rendering/jobs.ts";
import { fieldOf } from "./field-of.ts";

type Named = Jobs["partials"]["output"];

/** The partials that messages render, and those that these render. */
export async function freezePartials(
  context: ServiceContext,
  messages: Record<string, FrozenContent>,
): Promise<{ partials: Record<string, TemplatePartial>; problems: GraphIssue[] }> {
  const partials: Record<string, TemplatePartial> = {};
  const namedIn = new Map<string, Named>();
  const looked = async (texts: readonly string[]): Promise<Named> =>
    texts.some((text) => text.includes("{%"))
      ? context.renderer.run("partials", { texts: [...texts] })
      : { names: [], dynamic: false };
  const roots = await Promise.all(Object.values(messages).map((one) => looked(liquidOf(one))));
  // Level by level: all of one at once.
  let level = new Set(roots.flatMap(({ names }) => names));
  while (level.size > 0) {
    const found = [...(await partialsByName(context.sql, [...level]))];
    const named = await Promise.all(found.map(([, { html, text }]) => looked([html, text ?? ""])));
    for (const [index, [name, partial]] of found.entries()) {
      partials[name] = partial;
      namedIn.set(name, named[index] ?? { names: [], dynamic: false });
    }
    const next = named.flatMap(({ names }) => names);
    level = new Set(next.filter((name) => !namedIn.has(name)));
    if (found.length === 0) break;
  }
  const problems = Object.keys(messages).flatMap((key, index) =>
    problemsOf(key, roots[index] ?? { names: [], dynamic: false }, namedIn),
  );
  return { partials: sortedByName(partials), problems };
}

/** What Velocity says names no partials. */
function liquidOf({ languages }: FrozenContent): string[] {
  return Object.values(languages).flatMap(liquidParts);
}

function problemsOf(key: string, root: Named, namedIn: ReadonlyMap<string, Named>): GraphIssue[] {
  const [block = "", slot] = key.split("/");
  const field = fieldOf(slot === undefined ? undefined : Number(slot), "html");
  const messages = new Set<string>();
  const seen = new Set<string>();
  const look = ({ names, dynamic }: Named, way: readonly string[]): void => {
    if (dynamic) messages.add("the name of a partial must be in quotes, so that it can be frozen");
    for (const name of names) {
      const named = namedIn.get(name);
      if (way.includes(name)) {
        messages.add(`partials render one another in a circle: ${[...way, name].join(", ")}`);
      } else if (named === undefined) messages.add(`there is no partial "${name}"`);
      else if (!seen.has(name)) {
        look(named, [...way, name]);
        // What is below has been told, whichever way leads there.
        seen.add(name);
      }
    }
  };
  look(root, []);
  return [...messages].map((message) => ({ block, field, message }));
}

function sortedByName(partials: Record<string, TemplatePartial>): Record<string, TemplatePartial> {
  return Object.fromEntries(Object.entries(partials).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
