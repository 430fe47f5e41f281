import { Group } from "@mantine/core";
import { useMay } from "../../api/session.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { t } from "../../i18n/i18n.ts";

/** No workflow at all, or none that fits the filters. */
export function NoWorkflows({ isFiltered }: { isFiltered: boolean }) {
  const mayManage = useMay("manage");
  if (isFiltered) {
    return (
      <EmptyState
        title={t("workflows-list:none.noFit")}
        action={
          <ButtonLink to="/workflows" variant="default" mt="sm">
            {t("workflows-list:none.showAll")}
          </ButtonLink>
        }
      >
        {t("workflows-list:none.noFitText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("workflows-list:none.title")}
      action={
        mayManage && (
          <Group gap="xs" mt="sm" justify="center">
            <ButtonLink to="/workflows" search={{ new: "example" }}>
              {t("workflows-list:none.example")}
            </ButtonLink>
            <ButtonLink to="/workflows" search={{ new: "blank" }} variant="default">
              {t("workflows-list:none.blank")}
            </ButtonLink>
            <ButtonLink to="/workflows" search={{ new: "import" }} variant="default">
              {t("workflows-list:none.import")}
            </ButtonLink>
          </Group>
        )
      }
    >
      {t("workflows-list:none.text")}
    </EmptyState>
  );
}
