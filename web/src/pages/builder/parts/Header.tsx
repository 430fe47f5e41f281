import { Group } from "@mantine/core";
import { LiveState } from "../../workflows/LiveState.tsx";
import { NextStep } from "../../workflows/NextStep.tsx";
import { WorkflowBadge } from "../../workflows/WorkflowBadge.tsx";
import { WorkflowActions } from "../../workflows/WorkflowActions.tsx";
import classes from "../Builder.module.css";
import { useBuilder } from "../builder-context.ts";
import type { SaveState } from "../draft/autosave.ts";
import { NameField } from "./NameField.tsx";
import { SavedState } from "./SavedState.tsx";
import { TagsField } from "./TagsField.tsx";
import type { ToolbarProps } from "./Toolbar.tsx";
import { Toolbar } from "./Toolbar.tsx";

interface Props extends ToolbarProps {
  state: SaveState;
  flush(): Promise<void>;
}

/** What the workflow is called, how it stands, and what can be done with it. */
export function Header(props: Props) {
  const { workflow, canEdit } = useBuilder();
  return (
    <header className={classes["header"]}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs" style={{ flex: "1 1 300px", minWidth: 0 }}>
          <NameField />
          <WorkflowBadge workflow={workflow} />
          <LiveState workflow={workflow} />
          <TagsField />
          {canEdit && <SavedState state={props.state} onRetry={props.flush} />}
        </Group>
        <Group gap="xs">
          <WorkflowActions
            workflow={workflow}
            beforePublish={props.flush}
            onShowIssues={() => props.onPanel("issues")}
          />
        </Group>
      </Group>
      <NextStep
        workflow={workflow}
        onShowIssues={() => props.onPanel("issues")}
        onTestLaunch={() => props.onPanel("test")}
      />
      <Toolbar {...props} />
    </header>
  );
}
