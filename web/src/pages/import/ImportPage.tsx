import { getRouteApi } from "@tanstack/react-router";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { Page } from "../../ui/Page.tsx";
import { ImportResult } from "./ImportResult.tsx";

const route = getRouteApi("/inside/import/$id");

/** One import: how far it is and what it came to. */
export function ImportPage() {
  const { id } = route.useParams();
  return (
    <Page
      title={t("import:one")}
      actions={
        <ButtonLink to="/import" variant="default">
          {t("import:all")}
        </ButtonLink>
      }
    >
      <ImportResult id={id} />
    </Page>
  );
}
