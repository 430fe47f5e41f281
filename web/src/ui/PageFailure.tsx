import { Alert, Box, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { errorText } from "../api/api-error.ts";

interface Props {
  error: unknown;
  reset?: () => void;
  what?: string;
}

/** What could not be shown, why, and how to try again. */
export function PageFailure({ error, reset, what = "This page" }: Props) {
  return (
    <Box p="lg" maw={720}>
      <Alert
        color="red"
        variant="light"
        icon={<IconAlertTriangle />}
        title={`${what} could not be loaded`}
        role="alert"
      >
        <Stack align="flex-start" gap="sm">
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {errorText(error)}
          </Text>
          {reset !== undefined && (
            <Button size="xs" variant="default" onClick={reset}>
              Try again
            </Button>
          )}
        </Stack>
      </Alert>
    </Box>
  );
}
