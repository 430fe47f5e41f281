import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useEffect } from "react";
import type { Decorations } from "../../../canvas/decorations.ts";
import { withMessages } from "../../../i18n/with-messages.ts";
import { useBuilder, useDraftState } from "../builder-context.ts";
import { nothing } from "../draft/history.ts";
import type { Panel } from "../hooks/use-builder-search.ts";
import type { useDraft } from "../hooks/use-draft.ts";
import type { Comparison } from "../versions/use-comparison.ts";
import { t } from "../../../i18n/i18n.ts";
import { Side } from "./Side.tsx";

const blockPanel = () =>
  withMessages(
    import("../panels/BlockPanel.tsx"),
    "builder-panels",
    "forms",
    "preview",
    "conditions",
    "triggers",
  );
const BlockPanel = lazy(() => blockPanel().then((module) => ({ default: module.BlockPanel })));
const SelectionPanel = lazy(() =>
  withMessages(import("../panels/SelectionPanel.tsx"), "builder-panels").then((module) => ({
    default: module.SelectionPanel,
  })),
);
const VersionsPanel = lazy(() =>
  withMessages(
    import("../versions/VersionsPanel.tsx"),
    "triggers",
    "workflow-history",
    "builder-panels",
  ).then((module) => ({
    default: module.VersionsPanel,
  })),
);
const TestLaunchPanel = lazy(() =>
  withMessages(
    import("../panels/TestLaunchPanel.tsx"),
    "builder-test",
    "runs",
    "messages",
    "words",
  ).then((module) => ({
    default: module.TestLaunchPanel,
  })),
);
const StatisticsPanel = lazy(() =>
  withMessages(import("../panels/StatisticsPanel.tsx"), "builder-statistics").then((module) => ({
    default: module.StatisticsPanel,
  })),
);

interface Props {
  panel: Panel | undefined;
  onPanel(panel: Panel | undefined): void;
  comparison: Comparison | null;
  draft: ReturnType<typeof useDraft>;
  onDecorate(decorations: Decorations | null): void;
}

/** The panel that is open, or the selected block's. */
export function RightSide({ panel, onPanel, comparison, draft, onDecorate }: Props) {
  const { workflow, store } = useBuilder();
  const chosen = useDraftState(({ selection }) => selection.blocks);
  const block = useDraftState(({ definition }) =>
    chosen.length === 1 ? definition.blocks.find(({ id }) => id === chosen[0]) : undefined,
  );
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const close = () => onPanel(undefined);
  // Needed with the first click on a block, and not to see one: it would keep the canvas waiting.
  useEffect(() => {
    const timer = setTimeout(() => void blockPanel(), 1_500);
    return () => clearTimeout(timer);
  }, []);
  // These draw on the canvas, which is to stay in sight.
  const beside = { side: "right", mode: isNarrow ? "sheet" : "docked" } as const;
  if (panel === "versions") {
    return (
      <Side {...beside} label={t("builder:tools.versions")} onClose={close}>
        <Suspense fallback={<Skeleton m="md" height={200} />}>
          <VersionsPanel comparison={comparison} autosave={draft.autosave} onClose={close} />
        </Suspense>
      </Side>
    );
  }
  const drawing = { workflow, onDecorate, onClose: close };
  if (panel === "test") {
    return (
      <Side {...beside} label={t("builder:tools.test")} onClose={close}>
        <Suspense fallback={<Skeleton m="md" height={200} />}>
          <TestLaunchPanel {...drawing} beforeLaunch={draft.autosave.flush} />
        </Suspense>
      </Side>
    );
  }
  if (panel === "statistics") {
    return (
      <Side {...beside} label={t("builder:tools.statistics")} onClose={close}>
        <Suspense fallback={<Skeleton m="md" height={200} />}>
          <StatisticsPanel {...drawing} />
        </Suspense>
      </Side>
    );
  }
  // Over a list that covers a narrow screen there is no room for another panel.
  if (chosen.length === 0 || (isNarrow && panel !== undefined)) return null;
  const deselect = () => store.getState().select(nothing);
  return (
    <Side
      side="right"
      mode={isNarrow ? "drawer" : "docked"}
      label={t("builder:block.selected")}
      onClose={deselect}
    >
      <Suspense fallback={<Skeleton m="md" height={200} />}>
        {block === undefined ? (
          <SelectionPanel ids={chosen} onClose={deselect} />
        ) : (
          <BlockPanel key={block.id} block={block} onClose={deselect} />
        )}
      </Suspense>
    </Side>
  );
}
