import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Copy } from "../../ui/Copy.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { ValueTree } from "./ValueTree.tsx";
import { t } from "../../i18n/i18n.ts";

/** The event's params, as a tree to read or as JSON to copy. */
export function EventParams({ params }: { params: Record<string, unknown> }) {
  const [form, setForm] = useState("tree");
  const json = JSON.stringify(params, null, 2);
  const isEmpty = Object.keys(params).length === 0;
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Group gap={4}>
          <Title order={3} size="h4">
            {t("events:params.title")}
          </Title>
          {!isEmpty && <Copy value={json} what={t("events:params.theJson")} />}
        </Group>
        {!isEmpty && (
          <SegmentedControl
            size="xs"
            aria-label={t("events:params.showAs")}
            data={[
              { value: "tree", label: t("events:params.tree") },
              { value: "json", label: t("events:params.json") },
            ]}
            value={form}
            onChange={setForm}
          />
        )}
      </Group>
      {isEmpty && <Text size="sm">{t("events:params.none")}</Text>}
      {!isEmpty && form === "json" && <Snippet code={json} what={t("events:params.the")} />}
      {!isEmpty && form === "tree" && <ValueTree value={params} />}
    </section>
  );
}
