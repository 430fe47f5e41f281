import { Box, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of a panel under a heading of its own. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Title order={3} size="h5" mb={6}>
        {title}
      </Title>
      {children}
    </Box>
  );
}
