import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useMay } from "../../../api/session.ts";
import { ContactPicker } from "../../../forms/pickers/ContactPicker.tsx";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";
import { keyError } from "../../event-types/event-type-key.ts";
import { TypeKeyField } from "../TypeKeyField.tsx";
import { ParamFields } from "./ParamFields.tsx";
import type { ParamRow, TestForm } from "./test-form.ts";
import { WayChoice } from "./WayChoice.tsx";
import { WorkflowField } from "./WorkflowField.tsx";

interface Props {
  form: TestForm;
  typeId: string | undefined;
  /** Undefined while they are being read. */
  rows: readonly ParamRow[] | undefined;
  params: Record<string, unknown>;
  error: unknown;
  isPending: boolean;
  isComplete: boolean;
  onChange(change: Partial<TestForm>): void;
  onSubmit(): void;
  onClose(): void;
}

export function TestEventForm(props: Props) {
  const { form, onChange } = props;
  const mayLaunch = useMay("manage");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  const isLaunch = form.way === "launch";
  return (
    <form onSubmit={submit}>
      <Stack>
        <WayChoice value={form.way} mayLaunch={mayLaunch} onChange={(way) => onChange({ way })} />
        <TypeKeyField
          value={form.typeKey}
          onChange={(typeKey) => onChange({ typeKey, params: null, workflowId: "" })}
        />
        {isLaunch && (
          <WorkflowField
            typeId={props.typeId}
            value={form.workflowId}
            onChange={(workflowId) => onChange({ workflowId })}
          />
        )}
        <Stack gap={6}>
          <SegmentedControl
            aria-label={t("events:test.who")}
            value={form.who}
            data={[
              { value: "known", label: t("events:test.known") },
              { value: "new", label: t("events:test.new") },
            ]}
            onChange={(who) => onChange({ who: who })}
          />
          {form.who === "known" ? (
            <ContactPicker
              label={t("events:test.contact")}
              required
              value={form.contactId}
              onChange={(contactId) => onChange({ contactId })}
            />
          ) : (
            <TextInput
              type="email"
              label={t("events:test.email")}
              required
              placeholder="ada@example.com"
              value={form.email}
              onChange={({ currentTarget }) => onChange({ email: currentTarget.value })}
            />
          )}
        </Stack>
        <TextInput
          label={t("events:test.key")}
          description={t("events:test.keyHint")}
          maxLength={300}
          value={form.keyValue}
          onChange={({ currentTarget }) => onChange({ keyValue: currentTarget.value })}
        />
        <ParamFields
          typeKey={form.typeKey}
          rows={props.rows}
          params={props.params}
          onChange={(params) => onChange({ params })}
        />
        <FormError error={props.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t("app:action.cancel")}
          </Button>
          <Button
            type="submit"
            loading={props.isPending}
            disabled={!props.isComplete || keyError(form.typeKey) !== undefined}
          >
            {isLaunch ? t("events:test.launch") : t("events:test.show")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
