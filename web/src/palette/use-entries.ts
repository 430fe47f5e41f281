import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { searchResultsQuery } from "../api/search.ts";
import { sessionQuery } from "../api/session.ts";
import { sections } from "../app/Navigation.tsx";
import { t } from "../i18n/i18n.ts";
import { placeOf } from "./places.ts";
import { recentOf } from "./recent.ts";

export interface Entry {
  group: string;
  title: string;
  detail: string | null;
  href: string;
}

const actions = [
  { name: "newWorkflow", href: "/workflows?new=blank", scope: "manage" },
  { name: "testEvent", href: "/events?test=event", scope: "send" },
  { name: "invite", href: "/settings/people?new=person", scope: "admin" },
  // Everybody may read how the API is called.
  { name: "apiReference", href: "/docs", scope: "read" },
] as const;

/** What a text finds: pages and actions by their names at once, all else as the server answers. */
export function useEntries(text: string, searched: string) {
  const { data: session } = useQuery(sessionQuery);
  const results = useQuery(searchResultsQuery(searched));
  const router = useRouter();
  const may = (scope: string) => session?.scopes.some((one) => one === scope) ?? false;
  const isNamed = ({ title }: Entry) => title.toLowerCase().includes(text.toLowerCase());
  const reader = session?.person?.email ?? "key";

  const pages = sections
    .flatMap(({ links }) => [...links])
    .filter(({ scope }) => may(scope))
    .map(({ to, name }): Entry => entry("page", t(`app:nav.${name}`), null, to));
  const doing = actions
    .filter(({ scope }) => may(scope))
    .map(({ name, href }) => entry("action", t(`palette:actions.${name}`), null, href));
  const paths = Object.keys(router.routesByPath);
  // What was found for another text is no answer to this one.
  const hits = text === searched ? (results.data ?? []) : [];
  const found = hits.flatMap((hit): Entry[] => {
    const href = placeOf(hit, paths);
    return href === null
      ? []
      : [entry(hit.kind, hit.title, hit.detail === hit.title ? null : hit.detail, href)];
  });
  const recent = recentOf(reader).map(({ title, detail, href }) =>
    entry("recent", title, detail, href),
  );
  const entries =
    text === ""
      ? [...recent, ...doing, ...found]
      : [...[...pages, ...doing].filter(isNamed), ...found];
  return {
    reader,
    entries,
    error: results.error,
    isPending: text !== searched || results.isPending,
  };
}

type Group = "recent" | "page" | "action" | Parameters<typeof placeOf>[0]["kind"];

function entry(group: Group, title: string, detail: string | null, href: string): Entry {
  return { group: t(`palette:groups.${group}`), title, detail, href };
}
