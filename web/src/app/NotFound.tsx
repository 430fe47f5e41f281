import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../i18n/i18n.ts";

export function NotFound() {
  return (
    <Center mih="60vh" component="main">
      <Stack align="center" gap="xs">
        <Title order={1}>{t("app:notFound.title")}</Title>
        <Text c="dimmed">{t("app:notFound.hint")}</Text>
        <Button component={Link} to="/" variant="light" mt="sm">
          {t("app:notFound.home")}
        </Button>
      </Stack>
    </Center>
  );
}
