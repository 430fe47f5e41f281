import { Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import classes from "./TriggerDialog.module.css";

interface Props {
  words: string | undefined;
  /** What else will happen. */
  note: string | null;
}

/** What will happen, said whenever it changes. */
export function Words({ words, note }: Props) {
  return (
    <div className={classes["words"]} role="status" aria-live="polite">
      {words !== undefined && (
        <Text size="sm" fw={500} className={classes["sentence"]}>
          <IconInfoCircle size={16} aria-hidden className={classes["mark"]} />
          <span>{words}</span>
        </Text>
      )}
      {note !== null && (
        <Text size="sm" mt={words === undefined ? 0 : 4}>
          {note}
        </Text>
      )}
    </div>
  );
}
