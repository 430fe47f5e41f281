import { CloseButton, Combobox, Loader } from "@mantine/core";

interface Props {
  label: string;
  canClear: boolean;
  isLoading: boolean;
  onClear(): void;
}

export function PickerButton({ label, canClear, isLoading, onClear }: Props) {
  if (isLoading) return <Loader size={14} aria-label="Loading" />;
  if (!canClear) return <Combobox.Chevron />;
  return (
    <CloseButton
      size="sm"
      aria-label={`Clear ${label}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClear}
    />
  );
}
