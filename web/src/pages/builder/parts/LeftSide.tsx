import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { withMessages } from "../../../i18n/with-messages.ts";
import { lazy, Suspense } from "react";
import { useBuilder } from "../builder-context.ts";
import { usePaletteHidden } from "../hooks/use-palette-hidden.ts";
import type { Panel } from "../hooks/use-builder-search.ts";
import classes from "../Builder.module.css";
import { t } from "../../../i18n/i18n.ts";
import { Palette } from "./Palette.tsx";
import { Side } from "./Side.tsx";
import { ToolButton } from "./ToolButton.tsx";

const OutlinePanel = lazy(() =>
  withMessages(import("../outline/OutlinePanel.tsx"), "builder-panels").then((module) => ({
    default: module.OutlinePanel,
  })),
);
const IssuesPanel = lazy(() =>
  withMessages(import("../panels/IssuesPanel.tsx"), "builder-panels").then((module) => ({
    default: module.IssuesPanel,
  })),
);

interface Props {
  panel: Panel | undefined;
  onPanel(panel: Panel | undefined): void;
  palette: { isOpen: boolean; close(): void };
  /** A version is looked at: there is nothing to add to. */
  isReading: boolean;
}

/** The palette, or in its place a list that leads to blocks. */
export function LeftSide({ panel, onPanel, palette, isReading }: Props) {
  const { canEdit } = useBuilder();
  const isNarrow = useMediaQuery("(max-width: 75em)", false, { getInitialValueInEffect: false });
  const [isHidden, setHidden] = usePaletteHidden();
  const close = () => onPanel(undefined);
  if (panel === "issues" || panel === "outline") {
    return (
      <Side
        side="left"
        label={t(`builder:${panel}.title`)}
        mode={isNarrow ? "drawer" : "docked"}
        onClose={close}
      >
        <Suspense fallback={<Skeleton m="md" height={200} />}>
          {panel === "issues" ? (
            <IssuesPanel onClose={close} onGone={isNarrow ? close : undefined} />
          ) : (
            <OutlinePanel onClose={close} />
          )}
        </Suspense>
      </Side>
    );
  }
  if (!canEdit || isReading || (isNarrow && !palette.isOpen)) return null;
  if (!isNarrow && isHidden) {
    return (
      <aside className={classes["rail"]} aria-label={t("builder:palette.label")}>
        <ToolButton
          label={t("builder:palette.show")}
          icon={IconLayoutSidebarLeftExpand}
          onClick={() => setHidden(false)}
        />
      </aside>
    );
  }
  return (
    <Side
      side="left"
      label={t("builder:palette.label")}
      mode={isNarrow ? "drawer" : "docked"}
      onClose={palette.close}
    >
      <Palette
        onClose={isNarrow ? palette.close : undefined}
        onHide={isNarrow ? undefined : () => setHidden(true)}
      />
    </Side>
  );
}
