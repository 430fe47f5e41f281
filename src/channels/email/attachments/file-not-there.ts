/** A mail can't have a file that it must not go without. */
export class FileNotThere extends Error {
  /** It may be there later. */
  readonly isTemporary: boolean;
  constructor(message: string, isTemporary: boolean) {
    super(message);
    this.name = "FileNotThere";
    this.isTemporary = isTemporary;
  }
}
