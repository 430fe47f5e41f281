import { Anchor, List, Paper, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";

/** What to do when nothing has happened yet. */
export function FirstSteps() {
  return (
    <Paper withBorder p="lg" mb="lg">
      <Title order={2} mb="sm">
        From an event to a message, in four steps
      </Title>
      <List type="ordered" spacing={6} size="sm">
        <List.Item>
          Create an{" "}
          <Anchor component={Link} to="/event-types" size="sm">
            event type
          </Anchor>
          , or send an event: its type is created automatically.
        </List.Item>
        <List.Item>
          Build a{" "}
          <Anchor component={Link} to="/workflows" size="sm">
            workflow
          </Anchor>
          , from scratch or from an example.
        </List.Item>
        <List.Item>
          Choose in its trigger configuration which event starts it, and how often.
        </List.Item>
        <List.Item>
          Activate it, send the event, and see in the{" "}
          <Anchor component={Link} to="/events" size="sm">
            event history
          </Anchor>{" "}
          what it did and why.
        </List.Item>
      </List>
    </Paper>
  );
}
