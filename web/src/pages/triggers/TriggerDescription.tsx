import { Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import classes from "./TriggerDialog.module.css";
import { apiWords } from "../../i18n/api-words.ts";
import { capitalized } from "../../ui/text.ts";

interface Props {
  description: string | undefined;
  /** What else will happen. */
  note: string | null;
}

/** What the trigger will do; screen readers read it out whenever it changes. */
export function TriggerDescription({ description, note }: Props) {
  return (
    <div className={classes["text"]} role="status" aria-live="polite">
      {description !== undefined && (
        <Text size="sm" fw={500} className={classes["sentence"]}>
          <IconInfoCircle size={16} aria-hidden className={classes["mark"]} />
          <span>{capitalized(apiWords(description))}</span>
        </Text>
      )}
      {note !== null && (
        <Text size="sm" mt={description === undefined ? 0 : 4}>
          {note}
        </Text>
      )}
    </div>
  );
}
