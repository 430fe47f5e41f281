import type { ChangeEvent } from "react";
import { useState } from "react";

/** The state of a form of texts: its values, what an input for one of them gets, and how to empty it. */
export function useTextFields<Values extends Record<string, string>>(initial: Values) {
  const [values, setValues] = useState(initial);
  const field = (name: keyof Values) => ({
    value: values[name],
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
      setValues((before) => ({ ...before, [name]: currentTarget.value })),
  });
  return { values, field, reset: () => setValues(initial) };
}
