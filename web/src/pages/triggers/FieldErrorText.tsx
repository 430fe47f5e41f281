import { Text } from "@mantine/core";

/** The error of a field whose input can't show one itself. */
export function FieldErrorText({ error }: { error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
      {error}
    </Text>
  );
}
