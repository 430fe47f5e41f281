import { Button } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";

interface Props {
  isFiltered: boolean;
  /** The page has looked through enough, and there may be more on the next. */
  goesOn: boolean;
  onClear(): void;
}

export function NoContacts({ isFiltered, goesOn, onClear }: Props) {
  if (!isFiltered) {
    return (
      <EmptyState
        title={t("contacts:none.title")}
        action={
          <ButtonLink to="/import" variant="default">
            {t("contacts:none.import")}
          </ButtonLink>
        }
      >
        {t("contacts:none.hint")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={goesOn ? t("contacts:none.notYet") : t("contacts:none.filtered")}
      action={
        <Button variant="default" onClick={onClear}>
          {t("contacts:none.clear")}
        </Button>
      }
    >
      {goesOn ? t("contacts:none.goesOn") : t("contacts:none.filteredHint")}
    </EmptyState>
  );
}
