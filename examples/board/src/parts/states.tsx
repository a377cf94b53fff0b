import type { ErrorLike } from "@apollo/client";
import type { GraphQLFormattedError } from "graphql";
import { type ReactNode, useEffect, useRef } from "react";
import { explain } from "../graph/errors";

const sectionNow = () => location.pathname.split("/")[1];
/** Of the view that was shown last; undefined until there is one. */
let shownSection: string | undefined;

/** The view's heading and the tab's title. A view that a link opened begins at its heading; the first page as browsers begin pages. */
export function Heading({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Hiregraph board`;
  }, [title]);
  useEffect(() => {
    const section = sectionNow();
    if (shownSection !== undefined && shownSection !== section) {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    shownSection = section;
  }, []);
  return (
    <header className="heading">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  );
}

/** Rows in grey while the first answer is awaited. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing, which never move
        <span key={index} className="skeleton-row" />
      ))}
    </div>
  );
}

/** Nothing at all could be shown. What came beside data is shown with its record instead. */
export function Failure({ error, retry }: { error: ErrorLike; retry: () => void }) {
  return (
    <div className="note note-bad" role="alert">
      {explain(error)}{" "}
      <button type="button" className="link" onClick={retry}>
        Ask again
      </button>
    </div>
  );
}

/** Errors beside the data, at the record that they belong to. */
export function Problems({ errors }: { errors: readonly GraphQLFormattedError[] }) {
  const messages = [...new Set(errors.map(({ message }) => message))];
  return messages.map((message) => (
    <p key={message} className="note note-warn">
      {message}
    </p>
  ));
}
