import { Grid, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { get } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import type { PromoPool } from "../../api/shop.ts";
import { t } from "../../i18n/i18n.ts";
import { formatNumber } from "../../ui/format-number.ts";
import classes from "../../ui/Messages.module.css";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { CodeList } from "./CodeList.tsx";
import { DeletePool, PoolSettingsForm } from "./PoolSettingsForm.tsx";
import { UploadCodes } from "./UploadCodes.tsx";

const route = getRouteApi("/inside/promo-codes/$id");

/** One pool: how many codes are left, who got which, and more codes. */
export function PoolPage() {
  const { id } = route.useParams();
  const mayManage = useMay("manage");
  const { data, error, refetch } = useQuery({
    queryKey: ["/promo-pools", id],
    queryFn: ({ signal }) => get<PromoPool>(`/promo-pools/${id}`, {}, signal),
  });
  if (data === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} what={t("promo-codes:what")} />;
  }
  if (data === undefined) return <Skeleton m="lg" height={320} aria-busy />;
  return (
    <Page title={data.name} actions={mayManage && <DeletePool pool={data} />}>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: mayManage ? 7 : 12 }}>
          <Stack gap="lg">
            <dl className={classes["facts"]}>
              <dt>{t("promo-codes:column.left")}</dt>
              <dd>{formatNumber(data.remaining)}</dd>
              <dt>{t("promo-codes:column.given")}</dt>
              <dd>{formatNumber(data.given)}</dd>
              <dt>{t("promo-codes:column.used")}</dt>
              <dd>{formatNumber(data.used)}</dd>
              <dt>{t("promo-codes:column.expired")}</dt>
              <dd>{formatNumber(data.expired)}</dd>
            </dl>
            <CodeList poolId={id} />
          </Stack>
        </Grid.Col>
        {mayManage && (
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="xl">
              <UploadCodes poolId={id} />
              <PoolSettingsForm pool={data} />
            </Stack>
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}
