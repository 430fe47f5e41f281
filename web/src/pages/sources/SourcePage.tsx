import { Alert, Anchor, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { samplesQuery, sourceQuery } from "../../api/sources.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { MappingEditor } from "./MappingEditor.tsx";
import { SourceActions } from "./SourceActions.tsx";
import { SourceAddress } from "./SourceAddress.tsx";

const route = getRouteApi("/inside/sources/$id");

/** One source: its address, what arrived, and what is made of it. */
export function SourcePage() {
  const { id } = route.useParams();
  const { sample } = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay("manage");
  const source = useQuery(sourceQuery(id));
  const samples = useQuery(samplesQuery(id));
  if (source.data === undefined) {
    if (source.error === null) return null;
    const retry = () => void source.refetch();
    return <PageFailure error={source.error} reset={retry} what={t("sources:theSource")} />;
  }
  return (
    <Page
      title={source.data.name}
      lead={
        <Anchor size="sm" renderRoot={(props) => <Link to="/sources" {...props} />}>
          {t("sources:all")}
        </Anchor>
      }
      actions={mayManage && <SourceActions source={source.data} />}
    >
      <Stack gap="lg">
        <SourceAddress source={source.data} readOnly={!mayManage} />
        {samples.error !== null && (
          <Alert color="red" variant="light">
            {samples.error.message}
          </Alert>
        )}
        {(samples.data !== undefined || samples.error !== null) && (
          <MappingEditor
            key={id}
            source={source.data}
            samples={samples.data?.items ?? []}
            sampleId={sample}
            onSample={(chosen) => void navigate({ search: { sample: chosen }, replace: true })}
            readOnly={!mayManage}
          />
        )}
      </Stack>
    </Page>
  );
}
