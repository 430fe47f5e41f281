import { useQuery } from "@tanstack/react-query";
import { rfmQuery } from "../../../api/rfm.ts";
import { useMay } from "../../../api/session.ts";
import { t } from "../../../i18n/i18n.ts";
import { Page } from "../../../ui/Page.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { ComputeButton } from "./ComputeButton.tsx";
import { RfmForm } from "./RfmForm.tsx";

/** How contacts are classed by what they have bought: recently, often, for how much. */
export function RfmPage() {
  const settings = useQuery(rfmQuery);
  const isAdmin = useMay("admin");
  const mayManage = useMay("manage");
  if (settings.isError) {
    const reset = () => void settings.refetch();
    return <PageFailure error={settings.error} reset={reset} what={t("settings-rfm:title")} />;
  }
  return (
    <Page
      title={t("settings-rfm:title")}
      lead={t("settings-rfm:lead")}
      actions={mayManage && <ComputeButton />}
    >
      {settings.data !== undefined && <RfmForm settings={settings.data} readOnly={!isAdmin} />}
    </Page>
  );
}
