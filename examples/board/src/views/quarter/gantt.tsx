import type { CSSProperties } from "react";
import { Link } from "wouter";
import { dayMs, sayMonth, today } from "../../parts/days";
import { advertPath } from "../../parts/paths";
import type { Quarter } from "../../parts/quarters";
import { MissingParts } from "../../parts/sources";
import type { Bar, BarKind, Requisition } from "./bars";

const KIND: Record<BarKind, string> = { version: "Version", opening: "Opening", vacancy: "Vacancy" };

const share = (day: string, { start, end }: Quarter): number => (dayMs(day) - dayMs(start)) / (dayMs(end) - dayMs(start));
const placed = (left: number, right: number): CSSProperties => ({ left: `${left * 100}%`, width: `${(right - left) * 100}%` });

function BarItem({ bar }: { bar: Bar }) {
  const { id, kind, label, span, left, right, fromBefore, goesOn } = bar;
  const said = (
    <>
      <span className="unseen">{KIND[kind]}: </span>
      {label}
      <span className="unseen">, {span}</span>
    </>
  );
  const edges = `${fromBefore ? " bar-from-before" : ""}${goesOn ? " bar-goes-on" : ""}`;
  return (
    <li className="lane" title={`${label}: ${span}`}>
      <span className={`bar bar-${kind}${edges}`} style={placed(left, right)} />
      <span className="bar-label" style={{ left: `${Math.min(left, 0.7) * 100}%` }}>
        {kind === "vacancy" ? <Link href={advertPath(id)}>{said}</Link> : said}
      </span>
    </li>
  );
}

interface Row {
  requisition: Requisition;
  /** Undefined where they are not read, or not yet. */
  bars: readonly Bar[] | undefined;
}

/** Bars by requisition under the months. Read aloud it is a list of lists, each bar with its days in words. */
export function Gantt({ quarter, rows, isBusy }: { quarter: Quarter; rows: readonly Row[]; isBusy: boolean }) {
  const now = share(today(), quarter);
  return (
    <div className="gantt">
      <div className="gantt-head" aria-hidden="true">
        <span className="gantt-corner">Requisition</span>
        <span className="gantt-months">
          {quarter.months.map((month) => (
            <span key={month} style={{ left: `${share(month, quarter) * 100}%` }}>
              {sayMonth(month)}
            </span>
          ))}
        </span>
      </div>
      <ul className="gantt-rows">
        {rows.map(({ requisition: { id, code, jobs, sources }, bars }) => (
          <li key={id} className="gantt-row">
            <div className="gantt-title">
              <span className="code">{code}</span>
              <span className="name">
                {(jobs.find(({ vendor }) => vendor === "GREENHOUSE") ?? jobs[0])?.name ?? "No job carries this code"}
              </span>
              <MissingParts sources={sources} />
            </div>
            <div className="gantt-track">
              {quarter.months.slice(1).map((month) => (
                <span key={month} className="gantt-line" style={{ left: `${share(month, quarter) * 100}%` }} />
              ))}
              {now >= 0 && now <= 1 && <span className="gantt-now" style={{ left: `${now * 100}%` }} />}
              {bars === undefined && <p className="none">{isBusy ? "Loading…" : "Its jobs could not be read"}</p>}
              {bars?.length === 0 && (
                <p className="none">
                  {sources.some(({ state }) => state === "FAILED") ? "Nothing is known of" : "Nothing in"} this quarter
                </p>
              )}
              {bars && bars.length > 0 && (
                <ul>
                  {bars.map((bar) => (
                    <BarItem key={bar.id} bar={bar} />
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
