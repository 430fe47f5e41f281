import { useQuery } from "@tanstack/react-query";
import { workspaceQuery } from "../../api/workspace.ts";
import { Page } from "../../ui/Page.tsx";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { ConsentForm } from "./ConsentForm.tsx";
import { t } from "../../i18n/i18n.ts";

/** How contacts say yes and no, and what pages they see when they do. */
export function ConsentPage() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isError) {
    const reset = () => void workspace.refetch();
    return <PageFailure error={workspace.error} reset={reset} what={t("settings-consent:the")} />;
  }
  return (
    <Page title={t("settings-consent:title")} lead={t("settings-consent:lead")}>
      {workspace.data !== undefined && <ConsentForm workspace={workspace.data} />}
    </Page>
  );
}
