/** One of what a picker offers. */
export interface Option {
  value: string;
  label: string;
  /** What tells it from others of its name. */
  detail?: string;
  /** The id of what is chosen, where the value is something else. */
  id?: string;
}

/** What every picker has. */
export interface PickerProps {
  value: string;
  onChange(value: string, id?: string): void;
  label: string;
  description?: string;
  error?: string;
  required?: boolean;
  readOnly?: boolean;
  clearable?: boolean;
  placeholder?: string;
  size?: "xs" | "sm";
  /** Said to screen readers only: in a row of small inputs. */
  isLabelHidden?: boolean;
}
