import { Box, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

interface Props {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages outside of the app: signing in, the first owner, an invitation. */
export function EntryCard({ title, lead, children }: Props) {
  useDocumentTitle(`${title} · Campanile`);
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={420}>
        <Group gap="sm" mb="lg" justify="center">
          <img src="/icon.svg" alt="" width={34} height={34} />
          <Text fw={700} size="xl">
            Campanile
          </Text>
        </Group>
        <Paper withBorder p="xl">
          <Stack gap="xs" mb="lg">
            <Title order={1} size="h2">
              {title}
            </Title>
            {lead !== undefined && (
              <Text size="sm" c="dimmed" component="div">
                {lead}
              </Text>
            )}
          </Stack>
          {children}
        </Paper>
      </Box>
    </Center>
  );
}
