import { Group, Input, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { useId, useState } from "react";
import { JsonField } from "../../../forms/code/JsonField.tsx";
import { t } from "../../../i18n/i18n.ts";
import { ParamInput } from "./ParamInput.tsx";
import type { ParamRow } from "./test-form.ts";

interface Props {
  typeKey: string;
  /** Undefined while they are being read. */
  rows: readonly ParamRow[] | undefined;
  params: Record<string, unknown>;
  onChange(params: Record<string, unknown>): void;
}

/** The params that events of the type really have, as rows or as JSON. */
export function ParamFields({ typeKey, rows, params, onChange }: Props) {
  const [view, setView] = useState<"rows" | "json">("rows");
  const id = useId();
  const set = (name: string, value: unknown) => {
    const { [name]: _before, ...others } = params;
    if (value === undefined) onChange(others);
    else if (name in params) onChange({ ...params, [name]: value });
    else onChange({ ...others, [name]: value });
  };
  return (
    <Input.Wrapper
      label={t("events:test.params")}
      labelElement="div"
      labelProps={{ id }}
      description={t("events:test.paramsHint")}
    >
      <Group my={6}>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={view}
          data={[
            { value: "rows", label: t("events:test.asRows") },
            { value: "json", label: t("events:params.json") },
          ]}
          onChange={(next) => setView(next)}
        />
      </Group>
      {rows === undefined && <Skeleton height={36} />}
      {rows !== undefined && view === "json" && (
        <JsonField
          label={t("events:params.json")}
          value={params}
          onChange={(value) => onChange(isObject(value) ? value : {})}
        />
      )}
      {view === "rows" && rows?.length === 0 && (
        <Text size="sm">
          {typeKey === "" ? t("events:test.chooseType") : t("events:test.noParams")}
        </Text>
      )}
      {view === "rows" && rows !== undefined && rows.length > 0 && (
        <Stack gap="xs" role="group" aria-labelledby={id}>
          {rows.map((row) => (
            <ParamInput
              key={`${typeKey} ${row.name}`}
              row={row}
              value={params[row.name]}
              onChange={(value) => set(row.name, value)}
            />
          ))}
        </Stack>
      )}
    </Input.Wrapper>
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
