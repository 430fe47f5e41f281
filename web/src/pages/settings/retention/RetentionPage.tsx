import { useQuery } from "@tanstack/react-query";
import { retentionQuery } from "../../../api/retention.ts";
import { t } from "../../../i18n/i18n.ts";
import { Page } from "../../../ui/Page.tsx";
import { PageFailure } from "../../../ui/PageFailure.tsx";
import { RetentionForm } from "./RetentionForm.tsx";

/** For how long events, runs and messages are kept. */
export function RetentionPage() {
  const settings = useQuery(retentionQuery);
  if (settings.isError) {
    const reset = () => void settings.refetch();
    return (
      <PageFailure error={settings.error} reset={reset} what={t("settings-retention:title")} />
    );
  }
  return (
    <Page title={t("settings-retention:title")} lead={t("settings-retention:lead")}>
      {settings.data !== undefined && <RetentionForm settings={settings.data} />}
    </Page>
  );
}
