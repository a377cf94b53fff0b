import { ArrayMaxSize, ArrayMinSize, IS_DEFINED, Matches, ValidateBy } from "./validators.js";

/** Ids that one request may name; DataLoader was measured with as many. */
export const MAX_IDS = 1000;
/** Records on one page. */
export const MAX_PAGE = 200;
/** Openings that one change may create: Greenhouse takes at most 100 open ones. */
export const MAX_NEW_OPENINGS = 100;
/** Characters of a global id: LinkedIn's own ids are free text of up to 200 characters, each up to nine when encoded. */
export const MAX_ID = 2000;
/** Characters of a code, a key of a field, an id of a company's own making. */
export const MAX_CODE = 255;
/** Characters of a cursor: it holds a position at every account, of some 250 characters. */
export const MAX_CURSOR = 100_000;
/** Characters of a single line: a name, a place, a comment. */
export const MAX_LINE = 500;
/** Characters of an entry of a list: a language, a currency, a skill. */
export const MAX_WORD = 100;
/** Characters of a description; the longest that a board takes is 25,000 (LinkedIn). */
export const MAX_TEXT = 100_000;
/** Entries of a list of words, or of ids out of a board's dictionary. */
export const MAX_ENTRIES = 200;
/** Long enough for any UUID, ULID or composed key; the key is stored and indexed. */
export const MAX_IDEMPOTENCY_KEY = 255;
/** Characters of a note about what was seen at a vendor. */
export const MAX_NOTE = 2000;

/** The text holds something other than blanks. */
export function NotBlank(remedy: string): PropertyDecorator {
  return Matches(/\S/, { message: `$property must not be blank: ${remedy}.` });
}

/** No id of the list is blank, and there are `atLeast` to MAX_IDS of them. */
export function Ids(atLeast: 0 | 1, remedy: string): PropertyDecorator {
  return all(
    ...(atLeast === 0 ? [] : [ArrayMinSize(atLeast, { message: `$property must not be empty: ${remedy}.` })]),
    ArrayMaxSize(MAX_IDS, { message: `$property takes at most ${MAX_IDS} ids: split the request.` }),
    Matches(/\S/, { each: true, message: `$property must not hold a blank id: ${remedy}.` }),
  );
}

/**
 * Refuses an explicit null where a value that is left out has a default: null would otherwise bypass the default and every other rule, since
 * type-graphql makes class-validator skip missing values.
 */
export function NotNull(remedy: string): PropertyDecorator {
  return evenIfMissing((value) => value !== null, `$property must not be null: ${remedy}.`);
}

/** A rule about several properties of one input. Put it on the property that the error names; it runs even where that is missing. */
export function Together<T extends object>(holds: (input: T) => boolean, message: string | (() => string)): PropertyDecorator {
  return evenIfMissing((_value, input) => holds(input as T), message);
}

/** Whether a client gave a value: neither left out nor null. */
export function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Only under this name class-validator runs a check on a missing property although skipMissingProperties is set. */
function evenIfMissing(holds: (value: unknown, input: object) => boolean, message: string | (() => string)): PropertyDecorator {
  return ValidateBy(
    { name: IS_DEFINED, validator: { validate: (value, args) => args !== undefined && holds(value, args.object) } },
    { message },
  );
}

/** Several decorators as one. */
export function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
