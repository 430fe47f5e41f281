import { Accordion, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { FieldErrorText } from "./FieldErrorText.tsx";
import type { FieldErrors } from "./model/field-errors.ts";
import type { StopForm } from "./model/stop-form.ts";
import type { Edited, TriggerState } from "./model/trigger-state.ts";
import { newStop } from "./model/trigger-state.ts";
import { StopFields } from "./StopFields.tsx";
import { RoleIcon } from "../../ui/RoleIcon.tsx";
import { StopRules } from "./StopRules.tsx";

interface Props {
  workflowId: string;
  state: TriggerState;
  errors: Record<string, FieldErrors>;
  readOnly: boolean;
  /** Which stop is open at first. */
  opened: string | null;
  onChange(state: TriggerState): void;
}

const none: FieldErrors = {};
const role = "stop";

/** What ends runs early: events, and rules over segments and orders. */
export function StopSection({ workflowId, state, errors, readOnly, opened, onChange }: Props) {
  const [open, setOpen] = useState<string | null>(opened);
  const { stops, removed, rules } = state;
  const put = (next: Edited<StopForm>) =>
    onChange({ ...state, stops: stops.map((stop) => (stop.key === next.key ? next : stop)) });
  const add = () => {
    const stop = newStop(`new-${stops.length}-${removed.length}`);
    onChange({ ...state, stops: [...stops, stop] });
    setOpen(stop.key);
  };
  const takeAway = ({ key, bindingId }: Edited<StopForm>) =>
    onChange({
      ...state,
      stops: stops.filter((stop) => stop.key !== key),
      removed: bindingId === undefined ? removed : [...removed, bindingId],
    });

  return (
    <Stack gap="md">
      <Stack gap={2}>
        <Title order={3} size="h5">
          {t("trigger-form:stop.title")}
        </Title>
        <Text size="sm">{t("trigger-form:stop.lead")}</Text>
      </Stack>
      {stops.length > 0 && (
        <Accordion variant="separated" value={open} onChange={setOpen} order={4}>
          {stops.map((stop) => (
            <Accordion.Item key={stop.key} value={stop.key}>
              <Accordion.Control icon={<RoleIcon role={role} />}>
                <Text size="sm" fw={500}>
                  {stop.form.eventTypeKey || t("trigger-form:stop.fresh")}
                </Text>
                {!stop.form.enabled && <Text size="xs">{t("trigger-form:stop.off")}</Text>}
                <FieldErrorText error={errors[stop.key]?.[""]} />
              </Accordion.Control>
              <Accordion.Panel>
                <StopFields
                  workflowId={workflowId}
                  form={stop.form}
                  errors={errors[stop.key] ?? none}
                  readOnly={readOnly}
                  isFixed={stop.bindingId !== undefined}
                  onChange={(form) => put({ ...stop, form })}
                />
                {!readOnly && (
                  <Button
                    mt="md"
                    size="xs"
                    variant="subtle"
                    color="red"
                    c="var(--mantine-color-error)"
                    onClick={() => takeAway(stop)}
                  >
                    {t("trigger-form:stop.delete")}
                  </Button>
                )}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      {!readOnly && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={add}
          >
            {t("trigger-form:stop.add")}
          </Button>
        </Group>
      )}
      <Stack gap={2} mt="sm">
        <Title order={3} size="h5">
          {t("trigger-form:stop.rules")}
        </Title>
        <Text size="sm">{t("trigger-form:stop.rulesLead")}</Text>
      </Stack>
      <FieldErrorText error={errors["rules"]?.[""]} />
      <StopRules
        rules={rules.now}
        errors={errors["rules"] ?? none}
        readOnly={readOnly}
        onChange={(now) => onChange({ ...state, rules: { ...rules, now } })}
      />
    </Stack>
  );
}
