import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Page } from "../../ui/Page.tsx";

/** For links that are older than an erasure or a merge. */
export function NoSuchContact() {
  return (
    <Page title={t("contacts:contact")}>
      <EmptyState
        title={t("contacts:notFound.title")}
        action={
          <ButtonLink to="/contacts" variant="default">
            {t("contacts:notFound.back")}
          </ButtonLink>
        }
      >
        {t("contacts:notFound.hint")}
      </EmptyState>
    </Page>
  );
}
