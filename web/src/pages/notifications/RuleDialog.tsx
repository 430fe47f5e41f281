import {
  Anchor,
  Button,
  Checkbox,
  Group,
  Modal,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { get, patch, post } from "../../api/client.ts";
import type { NotificationRule, NotificationTarget } from "../../api/notifications.ts";
import type { WirePage } from "../../api/wire.ts";
import { t } from "../../i18n/i18n.ts";
import { FormError } from "../../ui/FormError.tsx";
import { notifyDone } from "../../ui/notify.ts";
import { conditionOf, formOfCondition, formOfKind } from "./condition-form.ts";
import { ConditionFields } from "./ConditionFields.tsx";

/** A new rule, or another form of one. */
export function RuleDialog({ rule, onClose }: { rule?: NotificationRule; onClose(): void }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(rule?.name ?? "");
  const [quietHours, setQuietHours] = useState<number | string>(rule?.quietHours ?? 24);
  const [chosen, setChosen] = useState<string[]>(() => rule?.targets.map(({ id }) => id) ?? []);
  const [condition, setCondition] = useState(() =>
    rule === undefined ? formOfKind("silence") : formOfCondition(rule.condition, rule.subjectName),
  );
  const targets = useQuery({
    queryKey: ["/notification-targets", { limit: 100 }],
    queryFn: ({ signal }) =>
      get<WirePage<NotificationTarget>>("/notification-targets", { limit: 100 }, signal),
  });
  const usual = t(`notifications:kind.${condition.kind}`);
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim() === "" ? usual : name,
        condition: conditionOf(condition),
        targetIds: chosen,
        quietHours,
      };
      return rule === undefined
        ? post("/notification-rules", body)
        : patch(`/notification-rules/${rule.id}`, body);
    },
    onSuccess: async () => {
      notifyDone(t(rule === undefined ? "notifications:rule.made" : "notifications:rule.saved"));
      await queryClient.invalidateQueries({ queryKey: ["/notification-rules"] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const all = targets.data?.items ?? [];
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={
        rule === undefined
          ? t("notifications:newRule")
          : t("notifications:rule.change", { name: rule.name })
      }
    >
      <form onSubmit={submit}>
        <Stack>
          <ConditionFields value={condition} onChange={setCondition} />
          <TextInput
            label={t("notifications:rule.name")}
            placeholder={usual}
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Checkbox.Group
            label={t("notifications:rule.targets")}
            description={t("notifications:rule.targetsHint")}
            value={chosen}
            onChange={setChosen}
          >
            <Stack gap="xs" mt="xs">
              {all.map(({ id, name: label, address }) => (
                <Checkbox key={id} value={id} label={label} description={address} />
              ))}
            </Stack>
          </Checkbox.Group>
          {targets.data !== undefined && all.length === 0 && (
            <Text size="sm">
              {t("notifications:rule.noTargets")}{" "}
              <Anchor
                size="sm"
                underline="always"
                renderRoot={(props) => (
                  <Link to="/notifications" search={{ tab: "targets" }} {...props} />
                )}
                onClick={onClose}
              >
                {t("notifications:rule.toTargets")}
              </Anchor>
            </Text>
          )}
          <FormError error={targets.error} />
          <NumberInput
            label={t("notifications:rule.quiet")}
            description={t("notifications:rule.quietHint")}
            required
            min={0}
            max={168}
            allowDecimal={false}
            allowNegative={false}
            value={quietHours}
            onChange={setQuietHours}
          />
          <FormError error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("notifications:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(rule === undefined ? "notifications:rule.create" : "notifications:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
