import { Alert } from "@mantine/core";
import { errorText } from "../api/api-error.ts";

/** Why a form was refused, read out by screen readers when it comes. */
export function FormError({ error }: { error: unknown }) {
  if (error == null) return null;
  return (
    <Alert color="red" variant="outline" role="alert" style={{ whiteSpace: "pre-line" }}>
      {errorText(error)}
    </Alert>
  );
}
