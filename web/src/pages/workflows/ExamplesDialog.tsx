import { Modal, SimpleGrid, Skeleton, Stack, Switch, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { examplesQuery } from "../../api/campaigns.ts";
import { PageFailure } from "../../ui/PageFailure.tsx";
import { t } from "../../i18n/i18n.ts";
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
      title={t("workflows-list:examples.title")}
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
        what={t("workflows-list:examples.what")}
        reset={() => void examples.refetch()}
      />
    );
  }
  return (
    <Stack>
      <Text size="sm">{t("workflows-list:examples.lead")}</Text>
      <Switch
        label={t("workflows-list:examples.samples")}
        description={t("workflows-list:examples.samplesHint")}
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
