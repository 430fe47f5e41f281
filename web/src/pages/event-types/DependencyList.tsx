import { Group, Stack, Text, Title } from "@mantine/core";
import type { Dependencies } from "../../api/event-types.ts";
import { DependencyRow } from "./DependencyRow.tsx";
import classes from "./DependencyList.module.css";
import { RoleIcon } from "../../ui/RoleIcon.tsx";

interface Props {
  does: "start" | "stop";
  title: string;
  items: Dependencies["starts"] | Dependencies["stops"];
  /** Said when there are none. */
  none: string;
}

export function DependencyList({ does, title, items, none }: Props) {
  return (
    <section aria-labelledby={`dependencies-${does}`}>
      <Group gap={8} mb="xs">
        <RoleIcon role={does} size={16} />
        <Title order={3} size="h4" id={`dependencies-${does}`}>
          {title} {items.length}
        </Title>
      </Group>
      {items.length === 0 ? (
        <Text size="sm" className={classes["quiet"]}>
          {none}
        </Text>
      ) : (
        <Stack gap={0} component="ul" className={classes["list"]}>
          {items.map((item) => (
            <DependencyRow key={item.bindingId} item={item} />
          ))}
        </Stack>
      )}
    </section>
  );
}
