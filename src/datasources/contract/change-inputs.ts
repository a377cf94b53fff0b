export type { ChangeInputs, ChangeKind } from "./catalog.js";
