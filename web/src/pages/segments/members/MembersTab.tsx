import { Button, Group } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { Segment, SegmentMember } from "../../../api/segments.ts";
import { useMay } from "../../../api/session.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Pager } from "../../../ui/Pager.tsx";
import { SearchField } from "../../../ui/SearchField.tsx";
import { Time } from "../../../ui/Time.tsx";
import { usePage } from "../../../ui/use-page.ts";
import { ContactLink } from "../ContactLink.tsx";
import { AddMember } from "./AddMember.tsx";
import { useChangeMembers } from "./use-change-members.ts";

const route = getRouteApi("/inside/segments/$id");

/** Who is in the segment; of a list, with ways to add somebody and take them out. */
export function MembersTab({ segment }: { segment: Segment }) {
  const { search, after } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay("manage") && segment.rule === null;
  const change = useChangeMembers(segment);
  const members = usePage<SegmentMember>(`/segments/${segment.id}/members`, { search, after });
  const remove = ({ contactId }: SegmentMember) => (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      loading={change.isPending && change.variables.contactId === contactId}
      onClick={() => change.mutate({ way: "remove", contactId })}
    >
      {t("segments:members.remove")}
    </Button>
  );
  return (
    <>
      <Group gap="xs" mb="sm" align="flex-end">
        <SearchField
          label={t("segments:members.search")}
          placeholder={t("segments:members.searchHint")}
          value={search}
          onChange={(text) => void navigate({ search: { tab: "members", search: text } })}
        />
        {mayChange && <AddMember change={change} />}
      </Group>
      <DataTable
        label={t("segments:tabs.members")}
        rows={members.data?.items}
        error={members.error}
        retry={() => void members.refetch()}
        keyOf={({ contactId }) => contactId}
        empty={
          <EmptyState
            title={t(search === undefined ? "segments:members.none" : "segments:members.noneFound")}
          >
            {search === undefined &&
              t(segment.rule === null ? "segments:members.noneList" : "segments:members.noneRule")}
          </EmptyState>
        }
        columns={[
          {
            key: "contact",
            header: t("segments:members.contact"),
            cell: ({ contactId, email, firstName, lastName }) => (
              <ContactLink contact={{ id: contactId, email, firstName, lastName, phone: null }} />
            ),
          },
          {
            key: "since",
            header: t("segments:members.since"),
            cell: ({ addedAt }) => <Time at={addedAt} />,
          },
          ...(mayChange
            ? [{ key: "remove", header: "", align: "right" as const, cell: remove }]
            : []),
        ]}
        footer={
          <Pager
            after={after}
            next={members.data?.next}
            rowCount={members.data?.items.length ?? 0}
            onPage={(cursor) =>
              void navigate({ search: { tab: "members", search, after: cursor } })
            }
          />
        }
      />
    </>
  );
}
