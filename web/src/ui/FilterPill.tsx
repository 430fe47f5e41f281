import { Pill } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";

interface Props {
  /** What the list is filtered by, for the button that takes the filter away: "contact". */
  by: string;
  onRemove(): void;
  children: ReactNode;
}

/** A filter that came from another page, which can be removed. */
export function FilterPill({ by, onRemove, children }: Props) {
  return (
    <Pill
      withRemoveButton
      // By default Mantine hides the button from the keyboard and from screen readers.
      removeButtonProps={{
        "aria-label": t("ui:unfilter", { by }),
        "aria-hidden": undefined,
        tabIndex: 0,
      }}
      onRemove={onRemove}
    >
      {children}
    </Pill>
  );
}
