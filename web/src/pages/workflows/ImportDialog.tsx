import { Button, FileButton, Group, JsonInput, Modal, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { ImportReview } from "./ImportReview.tsx";
import { readCampaign } from "./read-campaign.ts";

interface Props {
  opened: boolean;
  onClose(): void;
}

/** Brings a file in: first it is read and shown what would be made, then made. */
export function ImportDialog({ opened, onClose }: Props) {
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("workflows-list:import.title")}
      size={640}
      fullScreen={isNarrow}
    >
      <Import onClose={onClose} />
    </Modal>
  );
}

function Import({ onClose }: Pick<Props, "onClose">) {
  const [text, setText] = useState("");
  const [isReviewed, setIsReviewed] = useState(false);
  const read = readCampaign(text);
  const open = async (file: File | null) => {
    if (file === null) return;
    setText(await file.text());
    setIsReviewed(true);
  };
  if (isReviewed && read.outcome === "read") {
    return (
      <ImportReview
        campaign={read.campaign}
        onBack={() => setIsReviewed(false)}
        onClose={onClose}
      />
    );
  }
  return (
    <Stack>
      <Text size="sm">{t("workflows-list:import.lead")}</Text>
      <Group>
        <FileButton onChange={(file) => void open(file)} accept="application/json,.json">
          {(button) => (
            <Button
              {...button}
              data-autofocus
              leftSection={<IconFileImport size={16} aria-hidden />}
            >
              {t("workflows-list:import.choose")}
            </Button>
          )}
        </FileButton>
      </Group>
      <JsonInput
        label={t("workflows-list:import.paste")}
        autosize
        minRows={6}
        maxRows={14}
        ff="monospace"
        value={text}
        error={text === "" || read.outcome === "read" ? undefined : read.message}
        onChange={setText}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("ui:cancel")}
        </Button>
        <Button disabled={read.outcome !== "read"} onClick={() => setIsReviewed(true)}>
          {t("workflows-list:import.show")}
        </Button>
      </Group>
    </Stack>
  );
}
