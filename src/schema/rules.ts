import { ArrayMaxSize, ArrayMinSize, IS_DEFINED, Matches, MaxLength, ValidateBy } from "class-validator";

/** Ids that one request may name; DataLoader was measured with as many. */
export const MAX_IDS = 1000;
/** Records on one page. */
export const MAX_PAGE = 200;
/** Openings that one change may create: Greenhouse takes at most 100 open ones, and fails the whole request above. */
export const MAX_NEW_OPENINGS = 100;
/** Long enough for any UUID, ULID or composed key; the key is stored and indexed. */
export const MAX_IDEMPOTENCY_KEY = 255;
/** Enough to say what was seen at a vendor, and where. */
export const MAX_NOTE = 2000;

/** The text holds something other than blanks. */
export function NotBlank(remedy: string): PropertyDecorator {
  return Matches(/\S/, { message: `$property must not be blank: ${remedy}.` });
}

/** No id of the list is blank, and there are at most MAX_IDS of them; how many there must be at least is the caller's to say. */
export function Ids(atLeast: 0 | 1, remedy: string): PropertyDecorator {
  return all(
    ...(atLeast === 0 ? [] : [ArrayMinSize(atLeast, { message: `$property must not be empty: ${remedy}.` })]),
    ArrayMaxSize(MAX_IDS, { message: `$property takes at most ${MAX_IDS} ids: split the request.` }),
    Matches(/\S/, { each: true, message: `$property must not hold a blank id: ${remedy}.` }),
  );
}

/** At most so many characters. */
export function NoLongerThan(characters: number): PropertyDecorator {
  return MaxLength(characters, { message: `$property must be at most ${characters} characters long: shorten it.` });
}

/**
 * Refuses an explicit null where leaving the value out means a default: null would otherwise slip past the default and every other rule,
 * since type-graphql has class-validator skip what is missing.
 */
export function NotNull(remedy: string): PropertyDecorator {
  return evenIfMissing((value) => value !== null, `$property must not be null: ${remedy}.`);
}

/** A rule about several properties of one input. It stands on the one that the error is to name, and runs even where that is missing. */
export function Together<T extends object>(holds: (input: T) => boolean, message: string): PropertyDecorator {
  return evenIfMissing((_value, input) => holds(input as T), message);
}

/** Whether a client gave a value: neither left out nor null. */
export function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Under this name, and no other, class-validator runs a check on a missing property although skipMissingProperties is set. */
function evenIfMissing(holds: (value: unknown, input: object) => boolean, message: string): PropertyDecorator {
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
