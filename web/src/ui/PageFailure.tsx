import { Alert, Box, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { t } from "../i18n/i18n.ts";
import { errorText } from "../api/api-error.ts";

interface Props {
  error: unknown;
  reset?: () => void;
  what?: string;
}

/** What could not be shown, why, and how to try again. */
export function PageFailure({ error, reset, what = t("ui:failure.page") }: Props) {
  return (
    <Box p="lg" maw={720}>
      <Alert
        color="red"
        variant="light"
        icon={<IconAlertTriangle />}
        title={t("ui:failure.title", { what })}
        role="alert"
      >
        <Stack align="flex-start" gap="sm">
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {errorText(error)}
          </Text>
          {reset !== undefined && (
            <Button size="xs" variant="default" onClick={reset}>
              {t("ui:tryAgain")}
            </Button>
          )}
        </Stack>
      </Alert>
    </Box>
  );
}
