import { notifications } from "@mantine/notifications";
import { wordsOf } from "../api/problem.ts";

export function tellDone(message: string): void {
  notifications.show({ message, color: "bell" });
}

/** Says what failed and why; for onError of mutations: `onError: tellFailure("The name was not saved")`. */
export function tellFailure(title: string): (error: unknown) => void {
  return (error) => {
    notifications.show({ title, message: wordsOf(error), color: "red", autoClose: 10_000 });
  };
}
