import { Card, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** One matter of the settings, with a sentence on what it does. */
export function SettingsCard({ title, hint, children }: Props) {
  return (
    <Card withBorder p="lg" component="section" aria-label={title}>
      <Title order={2} size="h3" mb={hint === undefined ? "md" : 2}>
        {title}
      </Title>
      {hint !== undefined && (
        <Text size="sm" c="dimmed" mb="md">
          {hint}
        </Text>
      )}
      {children}
    </Card>
  );
}
