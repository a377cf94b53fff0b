import { useQuery } from "@apollo/client/react";
import { useState } from "react";
import { Link } from "wouter";
import { errorsAt } from "../../graph/errors";
import { QuarterRequisitionsDocument, QuarterTimelineDocument } from "../../graph/graphql";
import { addDays, sayDay } from "../../parts/days";
import { LoadMore } from "../../parts/load-more";
import { nextQuarter, previousQuarter, type Quarter, quarterOf, readQuarter } from "../../parts/quarters";
import { Sources, worstOf } from "../../parts/sources";
import { Failure, Heading, Problems, Skeleton } from "../../parts/states";
import { usePages } from "../../parts/use-pages";
import "../../styles/quarter.css";
import { type BarKind, barsOfRequisition, KINDS } from "./bars";
import { Gantt } from "./gantt";

const PAGE = 12;
const LEGEND: Record<BarKind, string> = { version: "Versions", opening: "Openings", vacancy: "Vacancies" };

/** View 2: a quarter of the requisitions' versions, openings and vacancies. */
export default function QuarterView({ quarter }: { quarter: string }) {
  const read = readQuarter(quarter);
  if (read !== undefined) return <QuarterOf quarter={read} />;
  return (
    <>
      <Heading title="No such quarter" />
      <p className="empty">
        {quarter} is no quarter. <Link href={`/quarter/${quarterOf()}`}>Go to the present one</Link>
      </p>
    </>
  );
}

function QuarterOf({ quarter }: { quarter: Quarter }) {
  const { start, end, name } = quarter;
  const [kinds, setKinds] = useState<readonly BarKind[]>(KINDS);
  const read = useQuery(QuarterRequisitionsDocument, { variables: { first: PAGE } });
  const { list, pages, readAnew } = usePages(read, (data) => data.requisitions);
  const requisitions = list?.edges.map(({ node }) => node) ?? [];
  const jobIds = requisitions.flatMap(({ jobs }) => jobs.map(({ id }) => id));
  const bars = useQuery(QuarterTimelineDocument, { variables: { jobIds, start, end }, skip: jobIds.length === 0 });
  // While those of more requisitions are read, the others stay; those of another quarter do not.
  const timelines =
    list && jobIds.length === 0
      ? []
      : (bars.data ?? bars.previousData)?.jobTimeline.filter((one) => one.start === start && one.end === end);
  const rows = requisitions.map((requisition) => ({
    requisition,
    bars: barsOfRequisition(requisition, timelines ?? [], quarter)?.filter(({ kind }) => kinds.includes(kind)),
  }));
  const toggle = (kind: BarKind) => setKinds(KINDS.filter((one) => (one === kind) !== kinds.includes(one)));

  return (
    <>
      <Heading title={`Quarter ${name.replace("-", " ")}`}>
        <p className="lead">
          {sayDay(start)} to {sayDay(addDays(end, -1))}, in UTC days
        </p>
      </Heading>
      <div className="quarter-bar">
        <nav className="steps" aria-label="Quarters">
          <Link className="button" href={`/quarter/${previousQuarter(quarter)}`}>
            ← Previous
          </Link>
          <Link className="button" href={`/quarter/${quarterOf()}`} aria-current={name === quarterOf() ? "true" : undefined}>
            Today
          </Link>
          <Link className="button" href={`/quarter/${nextQuarter(quarter)}`}>
            Next →
          </Link>
        </nav>
        <fieldset className="legend">
          <legend className="unseen">Shown</legend>
          {KINDS.map((kind) => (
            <label key={kind}>
              <input type="checkbox" checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
              <span className={`swatch bar-${kind}`} aria-hidden="true" />
              {LEGEND[kind]}
            </label>
          ))}
        </fieldset>
      </div>
      {list && (
        <Sources
          sources={worstOf(list.sources, ...requisitions.map(({ sources }) => sources))}
          retry={() => void readAnew().then(() => bars.refetch())}
        />
      )}
      {read.error && !list && <Failure error={read.error} retry={() => void readAnew()} />}
      {bars.error && !bars.data ? (
        <Failure error={bars.error} retry={() => void bars.refetch()} />
      ) : (
        <Problems errors={errorsAt(bars.error, "jobTimeline")} />
      )}
      {(list === undefined || timelines === undefined) && !read.error && !bars.error && <Skeleton rows={8} />}
      {timelines && <Gantt quarter={quarter} rows={rows} isBusy={bars.loading} />}
      {list && timelines && <LoadMore pages={pages} one="requisition" />}
    </>
  );
}
