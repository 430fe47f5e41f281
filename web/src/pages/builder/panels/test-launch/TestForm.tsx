import { Button, SegmentedControl, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import type { FormEvent } from "react";
import type { DraftIssue, Workflow } from "../../../../api/workflows.ts";
import { FormError } from "../../../../ui/FormError.tsx";
import { useVersions } from "../../versions/use-versions.ts";
import { t } from "../../../../i18n/i18n.ts";
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

const subjects: readonly Subject[] = ["contact", "past", "own"];

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
        <Text size="sm">{t("builder-test:lead")}</Text>
        <Select
          label={t("builder-test:what")}
          data={[
            { value: "draft", label: t("builder:theDraft") },
            ...items.map(({ number }) => ({
              value: String(number),
              label: t("builder:versions.one", { number }),
            })),
          ]}
          value={form.version}
          allowDeselect={false}
          error={errorAt(error, "version")}
          onChange={(version) => version !== null && onChange({ version })}
        />
        {issues.length > 0 && <DraftIssues issues={issues} />}
        <div>
          <Text size="sm" fw={600} mb={4} id="test-launch-for">
            {t("builder-test:forWhom")}
          </Text>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby="test-launch-for"
            data={subjects.map((value) => ({
              value,
              label: t(`builder-test:subjects.${value}`),
            }))}
            value={form.subject}
            onChange={(subject) => onChange({ subject })}
          />
        </div>
        <TestSubjectFields workflow={workflow} form={form} onChange={onChange} error={error} />
        <Switch
          label={t("builder-test:skip")}
          description={t("builder-test:skipHint")}
          checked={form.skipWaiting}
          onChange={({ currentTarget }) => onChange({ skipWaiting: currentTarget.checked })}
        />
        <Switch
          label={t("builder-test:webhooks")}
          description={t("builder-test:webhooksHint")}
          checked={form.callWebhooks}
          onChange={({ currentTarget }) => onChange({ callWebhooks: currentTarget.checked })}
        />
        <TextInput
          label={t("builder-test:recipient")}
          description={t("builder-test:recipientHint")}
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
          {t("builder-test:launch")}
        </Button>
      </Stack>
    </form>
  );
}
