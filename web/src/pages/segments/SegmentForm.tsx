import { Alert, Button, Checkbox, Grid, Group, Radio, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useState } from "react";
import type { Segment } from "../../api/segments.ts";
import { useMay } from "../../api/session.ts";
import { t } from "../../i18n/i18n.ts";
import { sameJson } from "../../json/same-json.ts";
import { FormError } from "../../ui/FormError.tsx";
import { LiveCount } from "./LiveCount.tsx";
import { readRule } from "./rule/model/read.ts";
import { unfinished } from "./rule/model/tree.ts";
import { writeRule } from "./rule/model/write.ts";
import { RuleBuilder } from "./rule/RuleBuilder.tsx";
import { faultsOf, usePreview } from "./use-preview.ts";
import type { SegmentSave } from "./use-save-segment.ts";

interface Props {
  /** Undefined: a new one. */
  segment?: Segment;
  save: SegmentSave;
}

/** A segment's name and rule; beside the rule, whom it holds for. */
export function SegmentForm({ segment, save }: Props) {
  const readOnly = !useMay("manage");
  const [name, setName] = useState(segment?.name ?? "");
  const [isRule, setRule] = useState(segment === undefined || segment.rule !== null);
  const [tree, setTree] = useState(() => readRule(segment?.rule));
  const [tell, setTell] = useState(false);
  const written = writeRule(tree);
  const preview = usePreview(written);
  const left = unfinished(tree).length;
  const rule = isRule ? written.rule : null;
  const isSame =
    segment !== undefined && name.trim() === segment.name && sameJson(rule, segment.rule ?? null);
  const canSave = name.trim() !== "" && (!isRule || (rule !== null && left === 0)) && !isSame;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isNewRule = segment === undefined || !sameJson(rule, segment.rule ?? null);
    save.mutate({
      ...(name.trim() !== segment?.name && { name: name.trim() }),
      ...(isNewRule && { rule, ...(isRule && { tell }) }),
    });
  };
  const faults = new Map([...preview.faults, ...faultsOf(save.error, written)]);
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("segments:form.name")}
          required
          maxLength={200}
          maw={560}
          readOnly={readOnly}
          data-autofocus={segment === undefined}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {!readOnly && (
          <Radio.Group
            label={t("segments:form.who")}
            value={isRule ? "rule" : "list"}
            onChange={(value) => setRule(value === "rule")}
          >
            <Group mt={4}>
              <Radio value="rule" label={t("segments:form.byRule")} />
              <Radio value="list" label={t("segments:form.byHand")} />
            </Group>
          </Radio.Group>
        )}
        {isRule && (
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 8.5 }}>
              <RuleBuilder tree={tree} readOnly={readOnly} faults={faults} onChange={setTree} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 3.5 }}>
              <LiveCount preview={preview} isEmpty={written.rule === null} isBegun={left > 0} />
            </Grid.Col>
          </Grid>
        )}
        {!isRule && segment !== undefined && segment.rule !== null && (
          <Alert color="yellow" variant="light">
            {t("segments:form.becomesList")}
          </Alert>
        )}
        <FormError error={save.error} />
        {!readOnly && (
          <Group>
            <Button type="submit" disabled={!canSave} loading={save.isPending}>
              {t(segment === undefined ? "segments:form.create" : "segments:form.save")}
            </Button>
            {isRule && (
              <Checkbox
                label={t("segments:form.tell")}
                checked={tell}
                onChange={({ currentTarget }) => setTell(currentTarget.checked)}
              />
            )}
          </Group>
        )}
        {isRule && left > 0 && !readOnly && (
          <Alert color="yellow" variant="light" p="xs" role="status">
            {t("segments:form.unfinished", { count: left })}
          </Alert>
        )}
      </Stack>
    </form>
  );
}
