import { Group, Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useId } from "react";

interface Props {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the page, with its heading. */
export function Card({ title, action, children }: Props) {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" mb="sm" mih={30} wrap="nowrap">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </Paper>
  );
}
