import { Modal, SimpleGrid, Skeleton, Stack, Switch, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { examplesQuery } from "../../api/campaigns.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { ExampleCard } from "./ExampleCard.tsx";

interface Props {
  opened: boolean;
  onClose(): void;
}

/** A gallery of whole campaigns, each made with a click. */
export function ExamplesDialog({ opened, onClose }: Props) {
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Start from an example"
      size={920}
      fullScreen={isNarrow}
    >
      <Gallery />
    </Modal>
  );
}

function Gallery() {
  const [withSamples, setWithSamples] = useState(false);
  const examples = useQuery(examplesQuery);
  if (examples.isError && examples.data === undefined) {
    return (
      <PageFailure
        error={examples.error}
        what="The examples"
        reset={() => void examples.refetch()}
      />
    );
  }
  return (
    <Stack>
      <Text size="sm">
        Each creates a draft that you can read and change, with the event types and segments that it
        needs. It starts nothing until you activate it.
      </Text>
      <Switch
        label="With sample contacts and orders"
        description="So that it can be tried out at once. Their addresses end in example.com."
        checked={withSamples}
        onChange={({ currentTarget }) => setWithSamples(currentTarget.checked)}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {examples.data === undefined
          ? [0, 1, 2, 3].map((index) => <Skeleton key={index} height={170} />)
          : examples.data.map((example) => (
              <ExampleCard key={example.name} example={example} withSamples={withSamples} />
            ))}
      </SimpleGrid>
    </Stack>
  );
}
