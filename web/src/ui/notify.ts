import { notifications } from "@mantine/notifications";
import { errorText } from "../api/api-error.ts";

export function notifyDone(message: string): void {
  notifications.show({ message, color: "bell" });
}

/** Says what failed and why; for onError of mutations: `onError: tellFailure("The name was not saved")`. */
export function notifyFailure(title: string): (error: unknown) => void {
  return (error) => {
    notifications.show({ title, message: errorText(error), color: "red", autoClose: 10_000 });
  };
}
