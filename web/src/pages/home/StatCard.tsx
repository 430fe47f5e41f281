import { Paper, Skeleton, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import classes from "./StatCard.module.css";

interface Props {
  to: "/events" | "/runs" | "/workflows";
  name: string;
  value: string | undefined;
}

export function StatCard({ to, name, value }: Props) {
  return (
    <Paper withBorder p="md" component={Link} to={to} className={classes["figure"]}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      {value === undefined ? (
        <Skeleton height={26} width={70} mt={6} />
      ) : (
        <Text fz={28} fw={650} lh={1.3}>
          {value}
        </Text>
      )}
    </Paper>
  );
}
