export type {
  Contact,
  ContactUpsert,
  Event,
  Fault,
  OrderItem,
  OrderUpload,
  ProductUpload,
} from "./api.ts";
export { Campanile } from "./campanile.ts";
export type { CampanileOptions, Loss } from "./options.ts";
export type {
  ContactOutcome,
  Dropped,
  EventOutcome,
  Failed,
  NotTaken,
  OrderOutcome,
  Outcome,
  ProductOutcome,
  Rejected,
} from "./outcome.ts";
