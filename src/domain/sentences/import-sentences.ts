import { writerOf } from "./writer.ts";

/** Why a file or a row of an import was not taken, or not all of it. */
export const importSentences = {
  // The file
  theFile: "the file {what:sentence}",
  spreadsheet: "is a spreadsheet (XLSX) or a ZIP archive: export it as CSV",
  oldSpreadsheet: "is a spreadsheet (XLS): export it as CSV",
  packed: "is packed with gzip: link to the CSV itself",
  pdf: "is a PDF: export the table as CSV",
  utf32: "is UTF-32: export it as CSV in UTF-8",
  unknownEncoding:
    "is not UTF-8, and its encoding can't be told from others: say it as `encoding`, or export it in UTF-8",
  webPage: "is a web page (HTML or XML), no CSV: does its link ask to sign in?",
  json: "is JSON, no CSV",
  empty: "is empty",
  noHeader: "has no row that names its columns",
  brokenHeader: "has columns that can't be read: line {line:number}: {why:sentence}",
  nulInHeader: "has a NUL character in the names of its columns",
  addressInHeader: "has no names of columns: line {line:number} holds an address already",
  tooSlow: "takes longer than {seconds:number} seconds to process",
  tooMuchMemory: "needs more than {megabytes:number} MB to process",
  noRows: "the file has no row behind the names of its columns",
  neverEnded: "it was begun {times:number} times and never ended",
  postgresAway: "Postgres was away too often: the workers' log says more",
  unforeseen: "something unforeseen happened: the workers' log says more",
  linkAnswered: "the link was answered with status {status:number}",
  // Its columns
  noName: "column {number:number} has no name: its cells are left out",
  columnTwice: "the column is there twice: the first of its cells with something in it counts",
  sameColumn: 'the column means the same as "{column}": the first cell with something in it counts',
  // A row and its cells
  strayQuote: "a quote stands in the middle of the cell, and is taken as it is",
  unclosedQuote: "a quote is opened and not closed",
  textBehindQuote: "there is text behind the closing quote",
  rowTooLong: "the row is longer than {characters:number} characters",
  otherWidth: "has {cells:number} cells, and the first row {columns:number}",
  tooFewCells:
    "has {cells:number} cells, and the first row {columns:number}: the others count as empty",
  wrongBytes: "has bytes that are not of the file's encoding",
  lostLetter: "holds the replacement character \uFFFD: a letter was lost before the file came",
  saysOther: "says something else than the column of the same meaning before it: left out",
  notTaken: "it could not be taken: the workers' log says why",
  // As `unkeepable`, `parseIdentity`, the profile's schema and `changeProfile` say them, here as everywhere
  nul: "contains a NUL character, which can't be kept",
  halfPair: "contains half a surrogate pair, which is not Unicode",
  notAnEmail: "not an e-mail address, such as ada@example.com",
  notAPhone: "not a phone number with its country code, such as +442071838750",
  notALanguage: "must be a language tag such as en or pt-BR",
  notAZone: "must be an IANA time zone such as Europe/Madrid",
  tooManyCharacters: "{kind:kind} is longer than {number:number} characters",
  tooManyBytes: "{kind:kind} is longer than {number:number} bytes",
  attributesTooLarge: "the contact's attributes are too large",
  // Its contact
  nothingToFind: "has nothing by which it could be found: {why:list}",
  ignored: '{kind:kind} "{value}" was ignored: {why:sentence}',
  noSuchId: "there is no contact with this id",
  noValue: "has no value for {name}, by which contacts are found",
  noneOfKinds: "has no {kinds:kinds}, by which contacts are found",
  newWithoutId: "is new, and has neither an address nor an id",
  taken: "taken, but {what:sentence}",
  leftWithOther: "{kind:kind} {value} belongs to another contact, and was left there",
  knownByBoth: 'it was found as the contact "{contactId}", which is now known by both ids',
} as const;

export const sayImport = writerOf(importSentences);
