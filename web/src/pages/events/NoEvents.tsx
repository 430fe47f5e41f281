import { Button } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { SendSnippets } from "./SendSnippets.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  isFiltered: boolean;
  /** Whether older ones are still to be looked through: a page looks at some thousands. */
  goesOn: boolean;
  onClear(): void;
}

/** Nothing fits the filters, or nothing has come yet: then, how to send the first event. */
export function NoEvents({ isFiltered, goesOn, onClear }: Props) {
  if (isFiltered) {
    return (
      <EmptyState
        title={goesOn ? t("events:empty.noneOfNewest") : t("events:empty.noneFits")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("events:empty.showAll")}
          </Button>
        }
      >
        {goesOn ? t("events:empty.hintGoesOn") : t("events:empty.hint")}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t("events:empty.none")} action={<SendSnippets />}>
      {t("events:empty.noneHint")}
    </EmptyState>
  );
}
