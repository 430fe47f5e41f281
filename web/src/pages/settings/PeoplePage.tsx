import { Button, Text } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { get } from "../../api/client.ts";
import type { InvitedPerson, Person } from "../../api/people.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";
import { StatusBadge } from "../../ui/StatusBadge.tsx";
import { Time } from "../../ui/Time.tsx";
import { InvitationLink } from "./InvitationLink.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { PersonMenu } from "./PersonMenu.tsx";
import { RoleSelect } from "./RoleSelect.tsx";
import { t } from "../../i18n/i18n.ts";

const route = getRouteApi("/inside/settings/people");

/** Who may sign in, and what as. */
export function PeoplePage() {
  const people = useQuery({
    queryKey: ["/people"],
    queryFn: ({ signal }) => get<{ items: Person[] }>("/people", {}, signal),
  });
  const isInviting = route.useSearch({ select: (search) => search.new !== undefined });
  const navigate = route.useNavigate();
  // Back does not open it again.
  const invite = (isOpen: boolean) =>
    void navigate({ search: isOpen ? { new: "person" } : {}, replace: true });
  const [invited, setInvited] = useState<InvitedPerson>();
  return (
    <Page
      title={t("settings-people:title")}
      lead={t("settings-people:lead")}
      actions={
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => invite(true)}>
          {t("settings-people:invite")}
        </Button>
      }
    >
      <DataTable
        label={t("settings-people:title")}
        rows={people.data?.items}
        error={people.error}
        retry={() => void people.refetch()}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={t("settings-people:none")}>{t("settings-people:noneHint")}</EmptyState>
        }
        columns={[
          {
            key: "name",
            header: t("settings-people:name"),
            cell: ({ name, email }) => (
              <>
                <Text size="sm" fw={600}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed">
                  {email}
                </Text>
              </>
            ),
          },
          {
            key: "role",
            header: t("settings-people:role"),
            cell: (person) => <RoleSelect person={person} />,
          },
          {
            key: "state",
            header: t("settings-people:state"),
            cell: ({ state }) => (
              <StatusBadge value={state} label={t(`settings-people:states.${state}`)} />
            ),
          },
          {
            key: "seen",
            header: t("settings-people:lastSeen"),
            cell: (person) => <Time at={person.lastSeenAt} missing={t("settings-people:never")} />,
          },
          {
            key: "menu",
            header: "",
            width: 60,
            align: "right",
            cell: (person) => <PersonMenu person={person} onInvitation={setInvited} />,
          },
        ]}
      />
      <InviteDialog opened={isInviting} onClose={() => invite(false)} onInvited={setInvited} />
      <InvitationLink invited={invited} onClose={() => setInvited(undefined)} />
    </Page>
  );
}
