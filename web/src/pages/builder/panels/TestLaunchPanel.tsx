import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { eventQuery } from "../../../api/events.ts";
import { ApiError } from "../../../api/api-error.ts";
import { useMay } from "../../../api/session.ts";
import { useTestLaunch } from "../../../api/test-launch.ts";
import type { DraftIssue, Workflow } from "../../../api/workflows.ts";
import type { Decorations } from "../../../canvas/decorations.ts";
import { useBuilderSearch } from "../hooks/use-builder-search.ts";
import { PanelFrame } from "../parts/PanelFrame.tsx";
import { t } from "../../../i18n/i18n.ts";
import { FollowTest } from "./test-launch/FollowTest.tsx";
import { bodyOf, freshForm, startTypes } from "./test-launch/launch-form.ts";
import { TestForm } from "./test-launch/TestForm.tsx";

export interface TestLaunchPanelProps {
  workflow: Workflow;
  /** Draws on the canvas while the panel is open; null takes it away. */
  onDecorate(decorations: Decorations | null): void;
  /** Saves what is on the screen: a test tries the draft that the server has. */
  beforeLaunch?(): Promise<void>;
  onClose(): void;
}

/** Tries the draft or a version out, and shows the path of the test run. */
export function TestLaunchPanel(props: TestLaunchPanelProps) {
  const { workflow, onDecorate, beforeLaunch, onClose } = props;
  const { search, set } = useBuilderSearch();
  const [form, setForm] = useState(() => freshForm(startTypes(workflow)[0] ?? ""));
  const past = useQuery({ ...eventQuery(form.eventId), enabled: form.eventId !== "" });
  const launch = useTestLaunch(workflow.id);
  const mayLaunch = useMay("manage");
  const body = bodyOf(form, form.eventId === "" ? undefined : past.data);
  const issues = form.version === "draft" ? draftIssues(workflow, launch.error) : [];

  const start = async () => {
    if (body === null) return;
    // The header shows what could not be saved; the test tries what was saved.
    await beforeLaunch?.().catch(() => undefined);
    launch.mutate(body, { onSuccess: ({ runId }) => set({ run: runId }) });
  };

  return (
    <PanelFrame title={t("builder-test:title")} onClose={onClose}>
      {search.run !== undefined && (
        <FollowTest
          key={search.run}
          runId={search.run}
          onDecorate={onDecorate}
          onAgain={() => set({ run: undefined })}
        />
      )}
      {search.run === undefined && !mayLaunch && (
        <Text size="sm">{t("builder-test:readOnly")}</Text>
      )}
      {search.run === undefined && mayLaunch && (
        <TestForm
          workflow={workflow}
          form={form}
          issues={issues}
          onChange={(change) => {
            launch.reset();
            setForm((before) => ({ ...before, ...change }));
          }}
          isReady={body !== null && issues.length === 0}
          isPending={launch.isPending}
          error={past.error ?? (issues.length > 0 ? null : launch.error)}
          onLaunch={() => void start()}
        />
      )}
    </PanelFrame>
  );
}

/** Those that the page knows, or that the server refused for: it may know of newer ones. */
function draftIssues(workflow: Workflow, refusal: unknown): readonly DraftIssue[] {
  if (workflow.problems.length > 0 || !(refusal instanceof ApiError)) return workflow.problems;
  const reported = refusal.details["problems"];
  return Array.isArray(reported) ? (reported as DraftIssue[]) : [];
}
