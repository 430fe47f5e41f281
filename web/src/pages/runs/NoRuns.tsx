import { Button, Group } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  isFiltered: boolean;
  /** Whether older ones are still to be looked through: a page looks at some thousands. */
  goesOn: boolean;
  onClear(): void;
}

/** Nothing fits the filters, or nothing was launched yet: then, how a run comes about. */
export function NoRuns({ isFiltered, goesOn, onClear }: Props) {
  if (isFiltered) {
    return (
      <EmptyState
        title={goesOn ? t("runs:empty.noneOfNewest") : t("runs:empty.noneFits")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("runs:empty.showAll")}
          </Button>
        }
      >
        {goesOn ? t("runs:empty.hintGoesOn") : t("runs:empty.hint")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("runs:empty.none")}
      action={
        <Group gap="xs">
          <ButtonLink to="/workflows">{t("runs:empty.workflows")}</ButtonLink>
          <ButtonLink to="/events" variant="default">
            {t("runs:empty.events")}
          </ButtonLink>
        </Group>
      }
    >
      {t("runs:empty.noneHint")}
    </EmptyState>
  );
}
