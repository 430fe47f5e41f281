import { AppError } from "../../contract/errors.ts";

/** The address stays out of the sentence, as errors may be logged. */
export const emailTaken = () =>
  new AppError("conflict", "there is a person with this e-mail address already", {
    faults: [{ path: "email", message: "is taken" }],
  });
