/**
 * How a run that sends a message again is told apart: its block has data of this name, and the event
 * that started it a param that says which message.
 */
export const resendMark = "campanileResend";
export const resendParam = "resendOf";
