import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Copy } from "../../ui/Copy.tsx";
import { Snippet } from "../../ui/Snippet.tsx";
import { ValueTree } from "./ValueTree.tsx";

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
            Params
          </Title>
          {!isEmpty && <Copy value={json} what="the params as JSON" />}
        </Group>
        {!isEmpty && (
          <SegmentedControl
            size="xs"
            aria-label="Show the params as"
            data={[
              { value: "tree", label: "Tree" },
              { value: "json", label: "JSON" },
            ]}
            value={form}
            onChange={setForm}
          />
        )}
      </Group>
      {isEmpty && <Text size="sm">It had none.</Text>}
      {!isEmpty && form === "json" && <Snippet code={json} what="the params" />}
      {!isEmpty && form === "tree" && <ValueTree value={params} />}
    </section>
  );
}
