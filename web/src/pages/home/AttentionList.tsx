import { Alert, Anchor, List, Paper, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { attentionQuery } from "../../api/overview.ts";
import { t } from "../../i18n/i18n.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { attentionText } from "./attention-text.ts";

/** What needs somebody's attention, first of all that the home page shows. */
export function AttentionList() {
  const { data, error, refetch } = useQuery(attentionQuery);
  if (data === undefined && error !== null) {
    return <PageFailure error={error} reset={() => void refetch()} />;
  }
  if (data === undefined) return null;
  if (data.items.length === 0) {
    return (
      <Alert color="bell" variant="outline" icon={<IconCircleCheck />} mb="lg">
        {t("home:attention.nothing")}
      </Alert>
    );
  }
  const texts = data.items.map(attentionText);
  return (
    <Paper withBorder p="md" mb="lg" component="section" aria-labelledby="attention">
      <Title order={2} id="attention" mb="xs">
        {t("home:attention.label")}
      </Title>
      <List
        spacing="xs"
        center={false}
        icon={<IconAlertTriangle size={18} color="var(--mantine-color-orange-7)" aria-hidden />}
      >
        {texts.map(({ title, hint, to }) => (
          <List.Item key={title}>
            <Anchor component={Link} to={to} size="sm" fw={600}>
              {title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
