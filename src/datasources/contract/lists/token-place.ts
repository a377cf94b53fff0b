import { z } from "../../../http/checks/zod.js";
import type { WalkTrail } from "./page-walk.js";
import { jsonOf } from "./position.js";

/** A place in a list paged by tokens. Tokens are opaque, so a place inside a page is the page's token and a number of records to skip. */
export interface Place {
  /** The page. Undefined: the first. */
  token?: string | undefined;
  /** Records of the page that lie before the place. */
  skip: number;
  /** Records before the place may lie on further pages, too: the walk was begun again, and the vendor's pages may be shorter than asked for. */
  isBegunAgain?: boolean;
  /** Of a list in the order of ids: that of the record before the place. */
  last?: string | undefined;
  /** The trail before the page. */
  trail: WalkTrail;
  /** Of a list in pages of one size: that size. A position that an older server issued lacks it. */
  size?: number | undefined;
  /** Of such a list: how many records come before the page. */
  offset?: number | undefined;
}

export const PLACE: z.ZodType<Place> = jsonOf(
  z
    .object({
      token: z.string().optional(),
      skip: z.int().nonnegative(),
      last: z.string().optional(),
      pages: z.int().nonnegative().default(0),
      mark: z.string().optional(),
      size: z.int().positive().optional(),
      offset: z.int().nonnegative().optional(),
    })
    .transform(({ pages, mark, ...place }) => ({ ...place, trail: mark === undefined ? { pages } : { pages, mark } })),
);

export function formatPlace({ token, skip, last, trail: { pages, mark }, size, offset }: Place): string {
  return JSON.stringify({ token, skip, last, ...(pages > 0 ? { pages } : {}), mark, size, offset });
}

/** A list whose tokens keep the size of its first page. */
export interface OneSize {
  /** The largest size. */
  most: number;
  /** The token of the first page of pages of this size. */
  startOf(size: number): string;
}

/** Pages hold as many records at least: a client that asks for few and then for many would cause a request for each few. */
const LEAST = 20;
/**
 * Pages of a walk that is begun again hold so many times what a page of the client may take: where these do not begin together, one in so many
 * of the client's lies in two. Larger pages would save little more, and each is read again for every part of it that is shown.
 */
const PAGES_OF_CLIENT = 4;

/**
 * Where a list in pages of one size is read from. A walk begins with as many records as the client's page may take, however few are needed
 * beside other lists. Where what is needed would lie in two pages or more, and one larger page reaches there from the beginning, the walk is
 * begun again in larger pages, which happens once as long as the client's pages keep their size.
 */
export function placeOfWalk(place: Place | undefined, sizes: OneSize, wanted: { limit: number; atMost: number }): Place {
  const { limit, atMost } = wanted;
  if (place === undefined) return beginning(sizes, Math.min(sizes.most, Math.max(LEAST, atMost)));
  const { skip, size, offset, last } = place;
  if (size === undefined || offset === undefined) return place;
  const larger = Math.min(sizes.most, Math.max(LEAST, PAGES_OF_CLIENT * atMost));
  const isHeld = skip + limit <= size;
  const reaches = offset + skip + limit <= larger;
  return isHeld || !reaches || larger <= size ? place : { ...beginning(sizes, larger), skip: offset + skip, last, isBegunAgain: true };
}

function beginning(sizes: OneSize, size: number): Place {
  return { token: sizes.startOf(size), skip: 0, trail: { pages: 0 }, size, offset: 0 };
}
