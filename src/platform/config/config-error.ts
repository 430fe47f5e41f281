/** One setting that can't be used: its name, what would be right, and where it stands. Never its value. */
export interface ConfigError {
  name: string;
  message: string;
  /** Empty: nowhere, or the name says it. */
  where: string;
}
