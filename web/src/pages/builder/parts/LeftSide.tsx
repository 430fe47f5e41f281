import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useBuilder } from "../builder-context.ts";
import type { Panel } from "../hooks/use-builder-search.ts";
import { Palette } from "./Palette.tsx";
import { Side } from "./Side.tsx";

const OutlinePanel = lazy(() =>
  import("../outline/OutlinePanel.tsx").then((module) => ({ default: module.OutlinePanel })),
);
const IssuesPanel = lazy(() =>
  import("../panels/IssuesPanel.tsx").then((module) => ({ default: module.IssuesPanel })),
);

interface Props {
  panel: Panel | undefined;
  onPanel(panel: Panel | undefined): void;
  palette: { isOpen: boolean; close(): void };
  /** A version is looked at: there is nothing to add to. */
  isReading: boolean;
}

const labels = { issues: "Issues", outline: "List view" } as const;

/** The palette, or in its place a list that leads to blocks. */
export function LeftSide({ panel, onPanel, palette, isReading }: Props) {
  const { canEdit } = useBuilder();
  const isNarrow = useMediaQuery("(max-width: 75em)", false, { getInitialValueInEffect: false });
  const close = () => onPanel(undefined);
  if (panel === "issues" || panel === "outline") {
    return (
      <Side side="left" label={labels[panel]} mode={isNarrow ? "drawer" : "docked"} onClose={close}>
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
  return (
    <Side side="left" label="Palette" mode={isNarrow ? "drawer" : "docked"} onClose={palette.close}>
      <Palette onClose={isNarrow ? palette.close : undefined} />
    </Side>
  );
}
