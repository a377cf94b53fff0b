import type { ErrorLike } from "@apollo/client";
import type { ReactNode } from "react";
import { Link } from "wouter";
import "../styles/split.css";
import { LoadMore } from "./load-more";
import { Failure, Skeleton } from "./states";
import type { Pages } from "./use-pages";

interface Props<Shown extends { id: string }> {
  /** What is chosen from, for who hears it. */
  label: string;
  /** Undefined until the list has come. */
  list: { edges: readonly { node: Shown }[] } | undefined;
  error: ErrorLike | undefined;
  readAnew: () => Promise<boolean>;
  pages: Pages;
  /** What one of the list is: `operation`. */
  one: string;
  /** The id of the one that is shown beside it. */
  chosen: string | undefined;
  pathOf: (id: string) => string;
  /** Its name, and figures below it. */
  item: (one: Shown) => ReactNode;
  /** Above the list: what is to be said of it, where there is something. */
  children?: ReactNode;
}

/** A list to choose one from, whose record is shown beside it. */
export function Picker<Shown extends { id: string }>(props: Props<Shown>) {
  const { label, list, error, readAnew, pages, one, chosen, pathOf, item, children } = props;
  return (
    <nav className="picker" aria-label={label}>
      {error && !list && <Failure error={error} retry={() => void readAnew()} />}
      {!list && !error && <Skeleton rows={8} />}
      {children}
      <ul>
        {list?.edges.map(({ node }) => (
          <li key={node.id}>
            <Link href={pathOf(node.id)} aria-current={node.id === chosen ? "page" : undefined}>
              {item(node)}
            </Link>
          </li>
        ))}
      </ul>
      {list && list.edges.length > 0 && <LoadMore pages={pages} one={one} />}
    </nav>
  );
}
