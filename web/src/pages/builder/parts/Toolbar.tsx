import { Button, Divider } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChartBar,
  IconCheck,
  IconFlask,
  IconHistory,
  IconKeyboard,
  IconListDetails,
  IconPlus,
  IconSettings,
} from "@tabler/icons-react";
import classes from "../Builder.module.css";
import { useBuilder, useDraftState } from "../builder-context.ts";
import type { Panel } from "../hooks/use-builder-search.ts";
import { useBuilderSearch } from "../hooks/use-builder-search.ts";
import type { DialogName } from "../hooks/use-dialogs.ts";
import { t } from "../../../i18n/i18n.ts";
import { PanelButton } from "./PanelButton.tsx";
import { ToolButton } from "./ToolButton.tsx";

export interface ToolbarProps {
  panel: Panel | undefined;
  onPanel(panel: Panel | undefined): void;
  onPalette(): void;
  onDialog(name: DialogName): void;
}

/** The builder's tools: undo, the panels, settings. */
export function Toolbar({ panel, onPanel, onPalette, onDialog }: ToolbarProps) {
  const { workflow, store, canEdit } = useBuilder();
  const { search } = useBuilderSearch();
  // A version is looked at, not the draft.
  const isReading = panel === "versions" && search.version !== undefined;
  const canUndo = useDraftState(({ past }) => past.length > 0);
  const canRedo = useDraftState(({ future }) => future.length > 0);
  const count = workflow.problems.length;
  const shared = { panel, onPanel };
  return (
    <div className={classes["tools"]} role="toolbar" aria-label={t("builder:tools.label")}>
      {canEdit && (
        <>
          <Button
            hiddenFrom="lg"
            size="compact-sm"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={onPalette}
          >
            {t("builder:tools.blocks")}
          </Button>
          <ToolButton
            label={t("builder:tools.undo")}
            icon={IconArrowBackUp}
            disabled={!canUndo || isReading}
            onClick={store.getState().undo}
          />
          <ToolButton
            label={t("builder:tools.redo")}
            icon={IconArrowForwardUp}
            disabled={!canRedo || isReading}
            onClick={store.getState().redo}
          />
          <Divider orientation="vertical" mx={4} />
        </>
      )}
      <PanelButton
        {...shared}
        name="issues"
        icon={count === 0 ? IconCheck : IconAlertTriangle}
        tone={count === 0 ? undefined : "bad"}
      >
        {count === 0 ? t("builder:tools.noIssues") : t("builder:tools.issues", { count })}
      </PanelButton>
      <PanelButton {...shared} name="outline" icon={IconListDetails}>
        {t("builder:tools.outline")}
      </PanelButton>
      <PanelButton {...shared} name="statistics" icon={IconChartBar}>
        {t("builder:tools.statistics")}
      </PanelButton>
      <PanelButton {...shared} name="test" icon={IconFlask}>
        {t("builder:tools.test")}
      </PanelButton>
      <PanelButton {...shared} name="versions" icon={IconHistory}>
        {t("builder:tools.versions")}
      </PanelButton>
      <Divider orientation="vertical" mx={4} />
      <ToolButton
        label={t("builder:tools.settings")}
        icon={IconSettings}
        onClick={() => onDialog("settings")}
      />
      <ToolButton
        label={t("builder:tools.shortcuts")}
        icon={IconKeyboard}
        onClick={() => onDialog("shortcuts")}
      />
    </div>
  );
}
