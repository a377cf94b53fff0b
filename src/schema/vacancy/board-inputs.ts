import "reflect-metadata";
import { type ClassType, Field } from "type-graphql";
import { all, given, Together } from "../common/input/rules.js";
import { ValidateNested } from "../common/input/validators.js";
import type { Vendor } from "../vendor/vendor.type.js";
import { CloseVacancyInput, PublishVacancyInput, UpdateVacancyInput } from "./vacancy.input.js";

/** The mutations whose input may have a field for one board alone. */
const INPUTS = { publishVacancy: PublishVacancyInput, updateVacancy: UpdateVacancyInput, closeVacancy: CloseVacancyInput };
type BoardMutation = keyof typeof INPUTS;

/** A field of a board's own, such as `headhunter: HeadHunterVacancyInput`. */
export interface BoardInput {
  vendor: Vendor;
  field: string;
  type: ClassType<object>;
  /** The field's description in the input of each mutation that has it. */
  descriptions: Partial<Record<BoardMutation, string>>;
}

const boards: BoardInput[] = [];

const RULES: Partial<Record<BoardMutation, PropertyDecorator>> = {
  publishVacancy: Together(
    (input) => boardsIn(input).length === 1,
    () =>
      `Exactly one of ${fieldsOf("publishVacancy", "and")} says where to publish: give one of them. For several boards, publish once for each.`,
  ),
  updateVacancy: Together(
    (input) => boardsIn(input).length <= 1,
    () => `A vacancy is on one board: give ${fieldsOf("updateVacancy", "or")}, whichever holds it.`,
  ),
};

/**
 * Gives inputs a field that one board alone takes. A vendor's folder calls it beside its input type, when it is loaded, as a decorator would be
 * called; `declare module` tells TypeScript of the field.
 */
export function addBoardInput(board: BoardInput): void {
  for (const mutation of Object.keys(INPUTS) as BoardMutation[]) {
    const description = board.descriptions[mutation];
    if (description === undefined) continue;
    // A rule about all boards' fields stands on the first of them, which its error names.
    const rule = boards.some(({ descriptions }) => descriptions[mutation] !== undefined) ? undefined : RULES[mutation];
    const decorate = all(
      Field(() => board.type, { nullable: true, description }),
      ValidateNested(),
      ...(rule === undefined ? [] : [rule]),
    );
    decorate(INPUTS[mutation].prototype, board.field);
  }
  boards.push(board);
}

/** The board that a valid publication names by its field. */
export function boardOf(input: PublishVacancyInput): Vendor {
  const [board] = boardsIn(input);
  if (board === undefined) throw new RangeError("A publication names no board.");
  return board.vendor;
}

/** The board's own field in the input of a publication; undefined where it has none. */
export function fieldOfBoard(vendor: Vendor): string | undefined {
  return boards.find((board) => board.vendor === vendor && board.descriptions.publishVacancy !== undefined)?.field;
}

/** Fields of other boards than this one, in an input for a vacancy that is there. */
export function fieldsOfOtherBoards(input: object, vendor: Vendor): string[] {
  return boardsIn(input).flatMap((board) => (board.vendor === vendor ? [] : [board.field]));
}

function boardsIn(input: object): BoardInput[] {
  return boards.filter(({ field }) => given((input as Record<string, unknown>)[field]));
}

/** `headhunter and linkedin` */
function fieldsOf(mutation: BoardMutation, word: "and" | "or"): string {
  const fields = boards.filter(({ descriptions }) => descriptions[mutation] !== undefined).map(({ field }) => field);
  return new Intl.ListFormat("en", { type: word === "and" ? "conjunction" : "disjunction" }).format(fields);
}
