import { Button, Collapse, Radio, Stack, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";
import { t } from "../../i18n/i18n.ts";
import { MembersFields } from "./MembersFields.tsx";
import type { FieldErrors } from "./model/field-errors.ts";
import { errorAt } from "./model/field-errors.ts";
import type { StartForm } from "./model/start-form.ts";
import { DurationField } from "./DurationField.tsx";
import { WindowFields } from "./WindowFields.tsx";
import { isPlain, tellsOfMachines } from "./model/start-form.ts";

interface Props {
  form: StartForm;
  errors: FieldErrors;
  readOnly: boolean;
  onChange(form: StartForm): void;
}

/** What most starts leave as it is. Open from the beginning when something here was set. */
export function MoreStartFields({ form, errors, readOnly, onChange }: Props) {
  const [isOpen, { toggle }] = useDisclosure(!isPlain(form));
  const id = useId();
  const set = (change: Partial<StartForm>) => onChange({ ...form, ...change });
  const isRegular = form.source === "schedule";
  const errorOf = (field: string) => errorAt(errors, field);
  // An error in here must be seen.
  const hidden = ["ignoreOlderThan", "forEachMemberOf", "frequency.timeZone", "subject"];
  const isShown = isOpen || hidden.some((field) => errorOf(field) !== undefined);
  const Chevron = isShown ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        px={4}
        leftSection={<Chevron size={16} aria-hidden />}
        aria-expanded={isShown}
        aria-controls={id}
        onClick={toggle}
      >
        {t("trigger-form:more")}
      </Button>
      <Collapse expanded={isShown} id={id}>
        <Stack gap="lg" pt="sm">
          {form.frequency.kind === "period" && (
            <WindowFields
              value={form.frequency}
              error={errorOf("frequency.timeZone")}
              readOnly={readOnly}
              onChange={(frequency) => set({ frequency })}
            />
          )}
          {!isRegular && form.members.of === "nobody" && form.frequency.kind !== "each" && (
            <Radio.Group
              label={t("trigger-form:frequency.subject")}
              value={form.subject}
              readOnly={readOnly}
              error={errorOf("subject")}
              onChange={(subject) => set({ subject })}
            >
              <Stack gap={6} mt={6}>
                <Radio value="contact" label={t("trigger-form:frequency.contact")} />
                <Radio
                  value="key"
                  label={t("trigger-form:frequency.key")}
                  description={t("trigger-form:frequency.keyHint")}
                />
              </Stack>
            </Radio.Group>
          )}
          <Switch
            label={t("trigger-form:avoid")}
            description={t("trigger-form:avoidHint")}
            checked={form.avoidInProgress}
            disabled={readOnly}
            onChange={({ currentTarget }) => set({ avoidInProgress: currentTarget.checked })}
          />
          {!isRegular && tellsOfMachines(form) && (
            <Switch
              label={t("trigger-form:machines")}
              description={t("trigger-form:machinesHint")}
              checked={form.includeMachines}
              disabled={readOnly}
              onChange={({ currentTarget }) => set({ includeMachines: currentTarget.checked })}
            />
          )}
          {!isRegular && (
            <>
              <DurationField
                label={t("trigger-form:old")}
                description={t("trigger-form:oldHint")}
                value={form.ignoreOlderThan}
                error={errorOf("ignoreOlderThan")}
                readOnly={readOnly}
                onChange={(ignoreOlderThan) => set({ ignoreOlderThan })}
              />
              <MembersFields
                value={form.members}
                error={errorOf("forEachMemberOf") ?? errorOf("segment")}
                readOnly={readOnly}
                onChange={(members) => set({ members })}
              />
            </>
          )}
        </Stack>
      </Collapse>
    </div>
  );
}
