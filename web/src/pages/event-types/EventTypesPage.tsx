import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import type { EventType } from "../../api/event-types.ts";
import { useLive } from "../../api/live.ts";
import { useMay } from "../../api/session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { usePage } from "../../ui/use-page.ts";
import { DependenciesDialog } from "./DependenciesDialog.tsx";
import { eventTypeColumns } from "./event-type-columns.tsx";
import { EventTypeFilters } from "./EventTypeFilters.tsx";
import { NewEventTypeDialog } from "./NewEventTypeDialog.tsx";
import { NoEventTypes } from "./NoEventTypes.tsx";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/event-types");

export function EventTypesPage() {
  const { type, after, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const [isNew, dialog] = useDisclosure();
  const { data, error, refetch } = usePage<EventType>("/event-types", { ...filter, after });
  // Counts need not follow every event: a busy shop sends some each second.
  useLive(["events"], [["/event-types"]], 5_000);

  const show = (change: Record<string, string | undefined>, replace = false) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace, resetScroll: false });
  const isFiltered = ["search", "category", "source", "dependency"].some((name) => name in filter);

  return (
    <Page
      title={t("event-types:title")}
      lead={t("event-types:lead")}
      actions={
        mayManage && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
            {t("event-types:new.title")}
          </Button>
        )
      }
    >
      <EventTypeFilters
        filter={filter}
        onChange={(change) => show({ ...change, after: undefined }, true)}
      />
      <DataTable
        label={t("event-types:title")}
        columns={eventTypeColumns()}
        rows={data?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={() => void refetch()}
        empty={
          <NoEventTypes
            isFiltered={isFiltered}
            onClear={() => void navigate({ search: {}, resetScroll: false })}
          />
        }
        footer={
          data &&
          (data.items.length > 0 || after !== undefined) && (
            <Pager
              after={after}
              next={data.next}
              rowCount={data.items.length}
              onPage={(next) => show({ after: next })}
            />
          )
        }
      />
      <DependenciesDialog typeId={type} onClose={() => show({ type: undefined })} />
      <NewEventTypeDialog opened={isNew} onClose={dialog.close} />
    </Page>
  );
}
