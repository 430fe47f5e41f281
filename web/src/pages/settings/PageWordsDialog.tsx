import { Button, Fieldset, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import type { PageWord } from "../../../../src/domain/page-words/english.ts";
import {
  faultOf,
  isName,
  pageWordKeys,
  wordsIn,
} from "../../../../src/domain/page-words/page-words.ts";
import { t } from "../../i18n/i18n.ts";
import type { TextsRow } from "./page-texts.ts";

interface Props {
  row: TextsRow;
  onChange(word: PageWord, text: string): void;
  onClose(): void;
}

const groups = {
  preferences: [
    "title",
    "intro",
    "topics",
    "offers",
    "nothing",
    "language",
    "save",
    "saved",
    "still",
    "pending",
    "notValid",
    "gone",
  ],
  confirm: ["confirmTitle", "confirmQuestion", "confirm", "confirmed", "runOut", "choose"],
  unsubscribe: [
    "unsubscribeTitle",
    "topicQuestion",
    "leaveTopic",
    "orAll",
    "allQuestion",
    "leaveAll",
    "unsubscribedTitle",
    "leftTopic",
    "leftAll",
    "ofTest",
  ],
  channels: pageWordKeys.filter((key) => key.startsWith("channel.") || key.startsWith("by.")),
} as Record<"preferences" | "confirm" | "unsubscribe" | "channels", PageWord[]>;

/** All words of one language, each beside the built-in one that it stands for. */
export function PageWordsDialog({ row, onChange, onClose }: Props) {
  const name = row.language.trim() || t("settings-consent:texts.new");
  const builtIn = wordsIn([row.language], {}).words;
  return (
    <Modal opened onClose={onClose} size="lg" title={t("settings-consent:texts.allOf", { name })}>
      <Stack>
        <Text size="sm">{t("settings-consent:texts.allHint")}</Text>
        {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
          <Fieldset key={group} legend={t(`settings-consent:texts.group.${group}`)}>
            <Stack gap="sm">
              {groups[group].map((word) => (
                <Textarea
                  key={word}
                  label={builtIn[word]}
                  description={isName(word) ? t("settings-consent:texts.name") : null}
                  error={faultOf(word, row.words[word] ?? "")}
                  maxLength={2000}
                  autosize
                  minRows={1}
                  value={row.words[word] ?? ""}
                  onChange={({ currentTarget }) => onChange(word, currentTarget.value)}
                />
              ))}
            </Stack>
          </Fieldset>
        ))}
        <Group justify="end">
          <Button onClick={onClose}>{t("settings-consent:texts.done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
