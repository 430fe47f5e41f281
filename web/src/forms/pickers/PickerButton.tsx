import { CloseButton, Combobox, Loader } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";

interface Props {
  label: string;
  canClear: boolean;
  isLoading: boolean;
  onClear(): void;
}

export function PickerButton({ label, canClear, isLoading, onClear }: Props) {
  if (isLoading) return <Loader size={14} aria-label={t("inputs:loading")} />;
  if (!canClear) return <Combobox.Chevron />;
  return (
    <CloseButton
      size="sm"
      aria-label={t("inputs:clear", { what: label })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClear}
    />
  );
}
