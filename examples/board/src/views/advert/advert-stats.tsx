import { useQuery } from "@apollo/client/react";
import { lazy, Suspense } from "react";
import { useSearchParams } from "wouter";
import { errorsAt } from "../../graph/errors";
import { AdvertStatsDocument } from "../../graph/graphql";
import { addDays, sayDay, sayDistance, sayShortDay, today } from "../../parts/days";
import { Failure, Problems, Skeleton } from "../../parts/states";
import { VacancyTag, VendorName } from "../../parts/tags";
import { plural } from "../../parts/words";
import { DaysTable } from "./days-table";

const DaysChart = lazy(() => import("./days-chart"));
const RANGES = [14, 28];

/** Days back, in the address as `?days=14`; without it the board's own window. */
function useRange(): [number | undefined, (days: number | undefined) => void] {
  const [params, setParams] = useSearchParams();
  const days = RANGES.find((one) => String(one) === params.get("days"));
  return [days, (next) => setParams(next === undefined ? {} : { days: String(next) }, { replace: true })];
}

export function AdvertStats({ id }: { id: string }) {
  const [range, setRange] = useRange();
  const end = addDays(today(), 1);
  const { data, previousData, error, refetch } = useQuery(AdvertStatsDocument, {
    variables: range === undefined ? { id } : { id, start: addDays(end, -range), end },
  });
  // While other days are asked for, those before stay, with the days that they are of. Where they cannot be read, they are not what was asked for.
  const shown = data ?? (error ? undefined : previousData);
  if (!shown) return error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton rows={5} />;
  const { vacancy } = shown;
  const stats = shown.vacancyStats?.[0];
  const problems = [...errorsAt(error, "vacancy"), ...errorsAt(error, "vacancyStats")];
  return (
    <>
      {vacancy ? (
        <header className="advert-head">
          <h2>{vacancy.name}</h2>
          <p className="advert-facts">
            <VacancyTag status={vacancy.status} />
            <VendorName vendor={vacancy.vendor} />
            {vacancy.code && <span className="code">{vacancy.code}</span>}
            {vacancy.expiresAt && (
              <span className="figures">
                until {sayDay(vacancy.expiresAt)}, {sayDistance(vacancy.expiresAt)}
              </span>
            )}
            {vacancy.url && (
              <a href={vacancy.url} rel="noreferrer" target="_blank">
                Its page<span className="unseen"> at the board, in a new tab</span>
              </a>
            )}
          </p>
        </header>
      ) : (
        problems.length === 0 && <p className="empty">There is no such advertisement.</p>
      )}
      <Problems errors={problems} />
      {stats && (
        <>
          <div className="advert-bar">
            <dl className="totals">
              <div>
                <dt>Views</dt>
                <dd>{stats.views}</dd>
              </div>
              <div>
                <dt>Responses</dt>
                <dd>{stats.responses}</dd>
              </div>
              {vacancy?.counters?.unreadResponses != null && (
                <div>
                  <dt>Unread, in all</dt>
                  <dd>{vacancy.counters.unreadResponses}</dd>
                </div>
              )}
            </dl>
            <fieldset className="ranges">
              <legend className="unseen">Days shown</legend>
              {[undefined, ...RANGES].map((days) => (
                <label key={days ?? "own"}>
                  <input type="radio" name="range" checked={days === range} onChange={() => setRange(days)} />
                  <span>{days === undefined ? "The board's days" : `${days} days`}</span>
                </label>
              ))}
            </fieldset>
          </div>
          <p className="hint">
            {sayShortDay(stats.start)} to {sayShortDay(addDays(stats.end, -1))}: figures of {plural(stats.coveredDays, "day")}. Grey days
            have no data, which is not zero: the board keeps few days, and the server those that it has read.
          </p>
          <Suspense fallback={<Skeleton rows={4} />}>
            <DaysChart days={stats.days} measure="views" title="Views" />
            <DaysChart days={stats.days} measure="responses" title="Responses" />
          </Suspense>
          <DaysTable days={stats.days} />
        </>
      )}
    </>
  );
}
