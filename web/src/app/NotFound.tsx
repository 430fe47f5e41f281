import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";

export function NotFound() {
  return (
    <Center mih="60vh" component="main">
      <Stack align="center" gap="xs">
        <Title order={1}>There is nothing at this address</Title>
        <Text c="dimmed">It may have been deleted, or the link was cut short.</Text>
        <Button component={Link} to="/" variant="light" mt="sm">
          To the home page
        </Button>
      </Stack>
    </Center>
  );
}
