import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { eventQuery } from "../../../api/events.ts";
import { Problem } from "../../../api/problem.ts";
import { useMay } from "../../../api/session.ts";
import { useTestLaunch } from "../../../api/test-launch.ts";
import type { DefinitionProblem, Workflow } from "../../../api/workflows.ts";
import type { Decorations } from "../../../canvas/decorations.ts";
import { useBuilderSearch } from "../hooks/use-builder-search.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { FollowTest } from "./test-launch/FollowTest.tsx";
import { bodyOf, freshForm } from "./test-launch/launch-form.ts";
import { startTypes } from "./test-launch/start-types.ts";
import { TestForm } from "./test-launch/TestForm.tsx";

export interface TestLaunchPanelProps {
  workflow: Workflow;
  /** Draws on the canvas while the panel is open; null takes it away. */
  onDecorate(decorations: Decorations | null): void;
  /** Saves what is on the screen: a test tries the draft that the server has. */
  beforeLaunch?(): Promise<void>;
  onClose(): void;
}

/** Tries the draft or a version out, and shows the way that the test run took. */
export function TestLaunchPanel(props: TestLaunchPanelProps) {
  const { workflow, onDecorate, beforeLaunch, onClose } = props;
  const { search, set } = useBuilderSearch();
  const [form, setForm] = useState(() => freshForm(startTypes(workflow)[0] ?? ""));
  const past = useQuery({ ...eventQuery(form.eventId), enabled: form.eventId !== "" });
  const launch = useTestLaunch(workflow.id);
  const mayLaunch = useMay("manage");
  const body = bodyOf(form, form.eventId === "" ? undefined : past.data);
  const problems = form.version === "draft" ? draftProblems(workflow, launch.error) : [];

  const start = async () => {
    if (body === null) return;
    // What could not be saved is said beside the name; the test tries what was.
    await beforeLaunch?.().catch(() => undefined);
    launch.mutate(body, { onSuccess: ({ runId }) => set({ run: runId }) });
  };

  return (
    <PanelFrame title="Test launch" onClose={onClose}>
      {search.run !== undefined ? (
        <FollowTest
          key={search.run}
          runId={search.run}
          onDecorate={onDecorate}
          onAgain={() => set({ run: undefined })}
        />
      ) : !mayLaunch ? (
        <Text size="sm">
          Editors and owners can launch tests. You may look at the ones there are.
        </Text>
      ) : (
        <TestForm
          {...{ workflow, form, problems }}
          onChange={(change) => {
            launch.reset();
            setForm((before) => ({ ...before, ...change }));
          }}
          isReady={body !== null && problems.length === 0}
          isPending={launch.isPending}
          error={past.error ?? (problems.length > 0 ? null : launch.error)}
          onLaunch={() => void start()}
        />
      )}
    </PanelFrame>
  );
}

/** Those that the page knows, or that the server refused for: it may know of newer ones. */
function draftProblems(workflow: Workflow, refusal: unknown): readonly DefinitionProblem[] {
  if (workflow.problems.length > 0 || !(refusal instanceof Problem)) return workflow.problems;
  const told = refusal.details["problems"];
  return Array.isArray(told) ? (told as DefinitionProblem[]) : [];
}
