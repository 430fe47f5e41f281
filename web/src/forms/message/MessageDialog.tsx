import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import classes from "./Message.module.css";
import { MessageEditor } from "./MessageEditor.tsx";
import { PreviewPane } from "./PreviewPane.tsx";
import { t } from "../../i18n/i18n.ts";

interface Props {
  opened: boolean;
  onClose(): void;
  isStored: boolean;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
}

/** What a message says on the left, how it looks on the right. */
export function MessageDialog({ opened, onClose, isStored, value, onChange }: Props) {
  const isNarrow = useMediaQuery("(max-width: 62em)");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("forms:message.title")}
      size={isStored ? "lg" : 1400}
      fullScreen={isNarrow}
      closeButtonProps={{ "aria-label": t("forms:message.close") }}
    >
      <div className={classes["halves"]} data-single={isStored}>
        {!isStored && <MessageEditor value={value} onChange={onChange} />}
        <PreviewPane config={value} />
      </div>
    </Modal>
  );
}
