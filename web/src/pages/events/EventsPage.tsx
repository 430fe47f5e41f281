import { Group } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { EventItem } from "../../api/events.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { EventActions } from "./EventActions.tsx";
import { eventColumns } from "./event-columns.tsx";
import type { EventFilter } from "./EventFilters.tsx";
import { EventFilters } from "./EventFilters.tsx";
import { EventPanel } from "./EventPanel.tsx";
import { EventTabs } from "./EventTabs.tsx";
import { eventQueryOf } from "./event-query.ts";
import { LiveState } from "./LiveState.tsx";
import { NoEvents } from "./NoEvents.tsx";
import { useEventList } from "./use-event-list.ts";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/events");

/** What came in, what it did to every workflow, and why; new events come to its top by themselves. */
export function EventsPage() {
  const { after, event, test, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const [isPaused, setPaused] = useState(false);
  // A range that ends now is counted from when it was chosen, or the list would never rest.
  const [now, setNow] = useState(Date.now);
  const list = useEventList(eventQueryOf(filter, now), after, isPaused || event !== undefined);

  const show = (change: Record<string, string | undefined>, replace = false) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace, resetScroll: false });
  const change = (narrowed: Partial<EventFilter>) => {
    setNow(Date.now());
    show({ ...narrowed, after: undefined }, true);
  };
  const isNarrowed = after !== undefined || Object.keys(filter).length > 0;
  const rows = list.page?.items;
  const toneOf = (row: EventItem) => {
    if (row.id === event) return "selected";
    return list.isNew(row) ? "new" : undefined;
  };

  return (
    <Page
      title={t("events:title")}
      lead={t("events:lead")}
      actions={
        <EventActions
          typeKey={filter.typeKey}
          isTesting={test !== undefined}
          onTest={(isOpen) => show({ test: isOpen ? "event" : undefined }, true)}
          onSent={(id) => void list.refresh().finally(() => show({ event: id, test: undefined }))}
        />
      }
    >
      <Group gap="xs" mb="xs">
        <EventTabs outcome={filter.outcome} onChange={(outcome) => change({ outcome })} />
        <LiveState
          waiting={list.waiting}
          isMoreWaiting={list.isMoreWaiting}
          onShow={() => {
            list.showWaiting();
            if (after !== undefined) show({ after: undefined });
          }}
          isPaused={isPaused}
          onPause={setPaused}
        />
      </Group>
      <EventFilters filter={filter} onChange={change} />
      <DataTable
        label={t("events:list")}
        columns={eventColumns()}
        rows={rows}
        keyOf={({ id }) => id}
        error={list.error}
        retry={list.retry}
        tone={toneOf}
        onRow={({ id }) => show({ event: id })}
        empty={
          <NoEvents
            isFiltered={isNarrowed}
            goesOn={list.page?.next != null}
            onClear={() => void navigate({ search: {} })}
          />
        }
        footer={
          list.page &&
          (list.page.items.length > 0 || after !== undefined || list.page.next !== null) && (
            <Pager
              after={after}
              next={list.page.next}
              rowCount={list.page.items.length}
              onPage={(next) => void navigate({ search: (old) => ({ ...old, after: next }) })}
            />
          )
        }
      />
      {event !== undefined && (
        <EventPanel
          eventId={event}
          ids={rows?.map(({ id }) => id) ?? []}
          onShow={(id) => show({ event: id }, true)}
          onClose={() => show({ event: undefined })}
        />
      )}
    </Page>
  );
}
