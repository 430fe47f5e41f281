import { useState } from "react";
import type { Query } from "../../api/client.ts";
import type { EventItem } from "../../api/events.ts";
import { useLive } from "../../api/live.ts";
import type { WirePage } from "../../api/wire.ts";
import { useNewRows } from "../../ui/use-new-rows.ts";
import { pageQuery, usePage } from "../../ui/use-page.ts";

interface ShownPage {
  filter: string;
  page: WirePage<EventItem>;
}

/**
 * The page of events that is shown, kept up to date unless it is `held`: then, and on later pages,
 * what has come since is only counted. Ids of events sort by time.
 */
export function useEventList(filter: Query, after: string | undefined, isHeld: boolean) {
  const first = usePage<EventItem>("/events", filter);
  const current = usePage<EventItem>("/events", { ...filter, after });
  useLive(["events"], [pageQuery("/events", filter).queryKey]);

  const [shown, setShown] = useState<ShownPage>();
  const text = JSON.stringify(filter);
  const last = shown?.filter === text ? shown : undefined;
  const arrived = first.isPlaceholderData ? undefined : first.data;
  const show = (page: WirePage<EventItem>) => setShown({ filter: text, page });
  if (arrived !== undefined && arrived !== last?.page) {
    if (last === undefined || (!isHeld && after === undefined)) show(arrived);
  }

  const isNew = useNewRows(text, after === undefined ? last?.page.items : undefined);

  const since = last === undefined ? undefined : newestOf(last.page);
  const waiting = since === undefined ? [] : (arrived?.items ?? []).filter(({ id }) => id > since);
  const { error, refetch } = after === undefined ? first : current;
  const page = after === undefined ? (last?.page ?? first.data) : current.data;
  return {
    page,
    error,
    retry: () => void refetch(),
    /** Asks for what has come, without waiting for a notice. */
    refresh: () => first.refetch(),
    /** How many have come that are not shown; as many as a page has at most. */
    waiting: waiting.length,
    isMoreWaiting: waiting.length > 0 && waiting.length === arrived?.items.length,
    showWaiting: () => arrived && show(arrived),
    isNew,
  };
}

function newestOf({ items }: WirePage<EventItem>): string {
  return items[0]?.id ?? "";
}
