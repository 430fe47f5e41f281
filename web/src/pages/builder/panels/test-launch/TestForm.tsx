import { Button, SegmentedControl, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import type { FormEvent } from "react";
import type { DraftIssue, Workflow } from "../../../../api/workflows.ts";
import { FormError } from "../../../../ui/FormError.tsx";
import { useVersions } from "../../versions/use-versions.ts";
import { DraftIssues } from "./DraftIssues.tsx";
import type { LaunchForm, Subject } from "./launch-form.ts";
import { errorAt, hasMore } from "./launch-form.ts";
import { TestSubjectFields } from "./TestSubjectFields.tsx";

interface Props {
  workflow: Workflow;
  form: LaunchForm;
  onChange(change: Partial<LaunchForm>): void;
  /** What keeps the draft from being launched. */
  issues: readonly DraftIssue[];
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
  const { workflow, form, onChange, issues, isReady, isPending, error } = props;
  const { items = [] } = useVersions(workflow.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) props.onLaunch();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          A run that touches nothing real: its messages go to you, its changes are only reported,
          and no event is kept.
        </Text>
        <Select
          label="What to try"
          data={[
            { value: "draft", label: "The draft" },
            ...items.map(({ number }) => ({ value: String(number), label: `Version ${number}` })),
          ]}
          value={form.version}
          allowDeselect={false}
          error={errorAt(error, "version")}
          onChange={(version) => version !== null && onChange({ version })}
        />
        {issues.length > 0 && <DraftIssues issues={issues} />}
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
        <TestSubjectFields workflow={workflow} form={form} onChange={onChange} error={error} />
        <Switch
          label="Skip waiting"
          description="Waits end at once; a wait for an event times out."
          checked={form.skipWaiting}
          onChange={({ currentTarget }) => onChange({ skipWaiting: currentTarget.checked })}
        />
        <Switch
          label="Call webhooks"
          description="For real, marked as a test. Otherwise they count as successful, without an answer."
          checked={form.callWebhooks}
          onChange={({ currentTarget }) => onChange({ callWebhooks: currentTarget.checked })}
        />
        <TextInput
          label="Messages go to"
          description="An e-mail address. If it is empty, they go to the Inbox. They never go to the contact."
          type="email"
          placeholder="you@example.com"
          autoComplete="email"
          value={form.recipient}
          error={errorAt(error, "recipient")}
          onChange={({ currentTarget }) => onChange({ recipient: currentTarget.value })}
        />
        {hasMore(error) && <FormError error={error} />}
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
