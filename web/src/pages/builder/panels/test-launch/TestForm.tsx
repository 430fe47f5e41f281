import { Button, SegmentedControl, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import type { FormEvent } from "react";
import type { DefinitionProblem, Workflow } from "../../../../api/workflows.ts";
import { FormFault } from "../../../../ui/FormFault.tsx";
import { useVersions } from "../../versions/use-versions.ts";
import { DraftProblems } from "./DraftProblems.tsx";
import type { LaunchForm, Subject } from "./launch-form.ts";
import { faultAt, hasMore } from "./launch-form.ts";
import { ForWhom } from "./ForWhom.tsx";

interface Props {
  workflow: Workflow;
  form: LaunchForm;
  onChange(change: Partial<LaunchForm>): void;
  /** What keeps the draft from being launched. */
  problems: readonly DefinitionProblem[];
  isReady: boolean;
  isPending: boolean;
  error: unknown;
  onLaunch(): void;
}

const subjects: { value: Subject; label: string }[] = [
  { value: "contact", label: "A contact" },
  { value: "past", label: "A past event" },
  { value: "own", label: "An event" },
];

/** What is tried out, for whom, and where its messages go. */
export function TestForm(props: Props) {
  const { workflow, form, onChange, problems, isReady, isPending, error } = props;
  const { items = [] } = useVersions(workflow.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) props.onLaunch();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          A run beside everything real: its messages go to you, what it would change is told and not
          done, and no event is kept.
        </Text>
        <Select
          label="What to try"
          data={[
            { value: "draft", label: "The draft" },
            ...items.map(({ number }) => ({ value: String(number), label: `Version ${number}` })),
          ]}
          value={form.version}
          allowDeselect={false}
          error={faultAt(error, "version")}
          onChange={(version) => version !== null && onChange({ version })}
        />
        {problems.length > 0 && <DraftProblems problems={problems} />}
        <div>
          <Text size="sm" fw={600} mb={4} id="test-launch-for">
            For whom
          </Text>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby="test-launch-for"
            data={subjects}
            value={form.subject}
            onChange={(subject) => onChange({ subject })}
          />
        </div>
        <ForWhom workflow={workflow} form={form} onChange={onChange} error={error} />
        <Switch
          label="Skip waiting"
          description="Waits are over at once; one for an event has then timed out."
          checked={form.skipWaiting}
          onChange={({ currentTarget }) => onChange({ skipWaiting: currentTarget.checked })}
        />
        <TextInput
          label="Messages go to"
          description="An e-mail address. Left empty, they land in the Inbox. Never with the contact."
          type="email"
          placeholder="you@example.com"
          autoComplete="email"
          value={form.recipient}
          error={faultAt(error, "recipient")}
          onChange={({ currentTarget }) => onChange({ recipient: currentTarget.value })}
        />
        {hasMore(error) && <FormFault error={error} />}
        <Button
          type="submit"
          loading={isPending}
          disabled={!isReady}
          leftSection={<IconFlask size={16} aria-hidden />}
        >
          Launch the test
        </Button>
      </Stack>
    </form>
  );
}
