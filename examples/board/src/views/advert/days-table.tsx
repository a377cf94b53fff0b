import type { AdvertStatsQuery } from "../../graph/graphql";
import { sayMinute, sayWeekday } from "../../parts/days";

export type Day = AdvertStatsQuery["vacancyStats"][number]["days"][number];

const figure = (value: number | null) => (value === null ? <span className="none">no data</span> : value);

/** The same as the charts, to read. */
export function DaysTable({ days }: { days: readonly Day[] }) {
  return (
    <table className="days">
      <caption>The same as figures</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Views</th>
          <th scope="col">Responses</th>
          <th scope="col">Read at</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ date, views, responses, recordedAt }) => (
          <tr key={date}>
            <th scope="row">{sayWeekday(date)}</th>
            <td>{figure(views)}</td>
            <td>{figure(responses)}</td>
            <td>{recordedAt ? sayMinute(recordedAt) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
