import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { ContactItem } from "../../api/contacts.ts";
import { t } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { usePage } from "../../ui/use-page.ts";
import { contactColumns } from "./contact-columns.tsx";
import { contactListQueryOf } from "./contact-query.ts";
import { ContactFilters } from "./ContactFilters.tsx";
import { NoContacts } from "./NoContacts.tsx";

const route = getRouteApi("/inside/contacts");

/** Everybody who is known, newest first, found by any address, id or name. */
export function ContactsPage() {
  const { after, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  // A range that ends now is counted from when it was chosen, or the list would never rest.
  const [now, setNow] = useState(Date.now);
  const query = { ...contactListQueryOf(filter, now), after };
  const contacts = usePage<ContactItem>("/contacts/search", query);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Page title={t("contacts:title")} lead={t("contacts:lead")}>
      <ContactFilters
        filter={filter}
        onChange={(change) => {
          setNow(Date.now());
          void navigate({
            search: (old) => ({ ...old, ...change, after: undefined }),
            replace: true,
            resetScroll: false,
          });
        }}
      />
      <DataTable
        label={t("contacts:title")}
        columns={contactColumns()}
        rows={contacts.data?.items}
        error={contacts.error}
        retry={() => void contacts.refetch()}
        keyOf={({ id }) => id}
        onRow={({ id }) => void navigate({ to: "/contacts/$id", params: { id }, search: {} })}
        empty={
          <NoContacts
            isFiltered={isFiltered || after !== undefined}
            goesOn={contacts.data?.next != null}
            onClear={() => void navigate({ search: {} })}
          />
        }
        footer={
          <Pager
            after={after}
            next={contacts.data?.next}
            rowCount={contacts.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: (old) => ({ ...old, after: cursor }) })}
          />
        }
      />
    </Page>
  );
}
