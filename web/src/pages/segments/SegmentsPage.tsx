import { Anchor, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import type { Segment } from "../../api/segments.ts";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterSelect } from "../../ui/FilterSelect.tsx";
import { formatNumber } from "../../ui/format-number.ts";
import { Page } from "../../ui/Page.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";
import { readRule } from "./rule/model/read.ts";
import { ruleText } from "./rule/model/text.ts";
import { useRuleFacts } from "./rule/use-rule-facts.ts";

const route = getRouteApi("/inside/segments");

/** Groups of contacts: lists, and those that a rule finds. */
export function SegmentsPage() {
  const { search, kind, after } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const segments = usePage<Segment>("/segments", { search, kind, after });
  const { contact, order, orderItem } = useRuleFacts();
  const facts = [...contact, ...order, ...orderItem];
  const isFiltered = search !== undefined || kind !== undefined;
  const filter = (change: { search?: string; kind?: string }) =>
    void navigate({ search: { search, kind, ...change } });
  return (
    <Page
      title={t("segments:title")}
      lead={t("segments:lead")}
      actions={
        mayManage && (
          <ButtonLink to="/segments/new" leftSection={<IconPlus size={16} />}>
            {t("segments:new")}
          </ButtonLink>
        )
      }
    >
      <Group gap="xs" mb="sm">
        <SearchField
          label={t("segments:search")}
          placeholder={t("segments:searchHint")}
          value={search}
          onChange={(text) => filter({ search: text })}
        />
        <FilterSelect
          label={t("segments:kind.label")}
          any={t("segments:kind.any")}
          options={{ list: t("segments:kind.list"), rule: t("segments:kind.rule") }}
          value={kind}
          onChange={(chosen) => filter({ kind: chosen })}
        />
      </Group>
      <DataTable
        label={t("segments:title")}
        rows={segments.data?.items}
        error={segments.error}
        retry={() => void segments.refetch()}
        keyOf={({ id }) => id}
        empty={<NoSegments isFiltered={isFiltered} />}
        columns={[
          {
            key: "name",
            header: t("segments:columns.name"),
            cell: ({ id, name, rule }) => (
              <>
                <Anchor
                  size="sm"
                  fw={600}
                  renderRoot={(props) => <Link to="/segments/$id" params={{ id }} {...props} />}
                >
                  {name}
                </Anchor>
                {rule !== null && (
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {ruleText(readRule(rule), facts)}
                  </Text>
                )}
              </>
            ),
          },
          {
            key: "kind",
            header: t("segments:columns.kind"),
            cell: ({ rule }) => t(rule === null ? "segments:kind.list" : "segments:kind.rule"),
          },
          {
            key: "members",
            header: t("segments:columns.members"),
            align: "right",
            cell: ({ members, isComputed }) =>
              isComputed ? formatNumber(members) : t("segments:computing"),
          },
          {
            key: "changed",
            header: t("segments:columns.changed"),
            cell: ({ changedAt }) => <Time at={changedAt} />,
            wideOnly: true,
          },
        ]}
        footer={
          <Pager
            after={after}
            next={segments.data?.next}
            rowCount={segments.data?.items.length ?? 0}
            onPage={(cursor) => void navigate({ search: { search, kind, after: cursor } })}
          />
        }
      />
    </Page>
  );
}

function NoSegments({ isFiltered }: { isFiltered: boolean }) {
  const mayManage = useMay("manage");
  if (isFiltered) return <EmptyState title={t("segments:noneFound")} />;
  return (
    <EmptyState
      title={t("segments:none")}
      action={mayManage && <ButtonLink to="/segments/new">{t("segments:makeFirst")}</ButtonLink>}
    >
      {t("segments:noneHint")}
    </EmptyState>
  );
}
