import { Text } from "@mantine/core";

/** What is wrong with a field that can't say it itself. */
export function FieldFault({ fault }: { fault: string | undefined }) {
  if (fault === undefined) return null;
  return (
    <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
      {fault}
    </Text>
  );
}
