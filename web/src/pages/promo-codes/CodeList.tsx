import { Group, SegmentedControl, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { PromoCode } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { ContactLabel } from "../../ui/ContactLabel.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Pager } from "../../ui/Pager.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePage } from "../../ui/use-page.ts";

const route = getRouteApi("/inside/promo-codes/$id");
const states = ["given", "used", "free"] as const;

/** Who got which code, and when; the latest first. */
export function CodeList({ poolId }: { poolId: string }) {
  const { state = "given", search, after } = route.useSearch();
  const navigate = route.useNavigate();
  const codes = usePage<PromoCode>(`/promo-pools/${poolId}/codes`, { state, search, after });
  const change = (narrowed: { state?: string; search?: string }) =>
    void navigate({
      search: (old) => ({ ...old, ...narrowed, after: undefined }),
      replace: true,
      resetScroll: false,
    });
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("promo-codes:codes")}
      </Title>
      <Group gap="xs" mb="sm">
        <SegmentedControl
          size="xs"
          aria-label={t("promo-codes:stateFilter")}
          data={states.map((value) => ({ value, label: t(`promo-codes:state.${value}`) }))}
          value={state}
          onChange={(next) => change({ state: next })}
        />
        <SearchField
          label={t("promo-codes:findCode")}
          placeholder={t("promo-codes:findCode")}
          value={search}
          onChange={(next) => change({ search: next })}
        />
      </Group>
      <DataTable
        label={t("promo-codes:codes")}
        rows={codes.data?.items}
        keyOf={({ code }) => code}
        error={codes.error}
        retry={() => void codes.refetch()}
        empty={
          <EmptyState title={t("promo-codes:noCodes")}>{t("promo-codes:noCodesHint")}</EmptyState>
        }
        columns={[
          {
            key: "code",
            header: t("promo-codes:code.code"),
            cell: ({ code }) => <code>{code}</code>,
          },
          {
            key: "contact",
            header: t("promo-codes:code.contact"),
            cell: ({ contactId, contactName }) =>
              contactId === null ? (
                t("promo-codes:nobody")
              ) : (
                <ContactLabel contact={{ contactId, contactName }} />
              ),
          },
          {
            key: "given",
            header: t("promo-codes:code.given"),
            cell: ({ givenAt }) => <Time at={givenAt} />,
          },
          {
            key: "used",
            header: t("promo-codes:code.used"),
            cell: ({ usedAt }) => <Time at={usedAt} />,
          },
          {
            key: "run",
            header: t("promo-codes:code.run"),
            cell: ({ runId }) =>
              runId === null ? (
                "–"
              ) : (
                <Link to="/runs/$id" params={{ id: runId }}>
                  {t("promo-codes:showRun")}
                </Link>
              ),
          },
        ]}
        footer={
          codes.data && (
            <Pager
              after={after}
              next={codes.data.next}
              rowCount={codes.data.items.length}
              onPage={(next) => void navigate({ search: (old) => ({ ...old, after: next }) })}
            />
          )
        }
      />
    </section>
  );
}
