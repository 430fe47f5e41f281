import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { ApiError } from "../../../api/api-error.ts";
import { t } from "../../../i18n/i18n.ts";
import { FormError } from "../../../ui/FormError.tsx";

interface Props {
  error: unknown;
  /** Saves what is written here over what somebody else saved. */
  onOverwrite(revision: number): void;
  /** Puts what somebody else saved into the editor. */
  onTake(): void;
}

/** Why it was not saved; where somebody else was quicker, with the choice between the two. */
export function SaveConflict({ error, onOverwrite, onTake }: Props) {
  const revision = error instanceof ApiError ? error.details["revision"] : undefined;
  if (typeof revision !== "number") return <FormError error={error} />;
  return (
    <Alert color="yellow" variant="light" role="alert" mb="sm">
      <Stack gap="xs">
        <Text size="sm">{t("templates:lost")}</Text>
        <Group gap="xs">
          <Button size="xs" onClick={() => onOverwrite(revision)}>
            {t("templates:overwrite")}
          </Button>
          <Button size="xs" variant="default" onClick={onTake}>
            {t("templates:take")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
