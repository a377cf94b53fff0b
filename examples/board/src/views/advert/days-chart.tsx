import { Bar, BarChart, CartesianGrid, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { sayShortDay, sayWeekday } from "../../parts/days";
import type { Day } from "./days-table";

interface Props {
  days: readonly Day[];
  measure: "views" | "responses";
  title: string;
}

const COLOUR = { views: "var(--accent)", responses: "var(--vacancy)" } as const;
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** One measure by day. Each has a chart of its own: on one axis responses would lie flat under the views. Arrow keys go from day to day. */
export default function DaysChart({ days, measure, title }: Props) {
  return (
    <figure className="chart">
      <figcaption>{title} by day</figcaption>
      <ResponsiveContainer width="100%" height={150}>
        <BarChart
          data={[...days]}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
          title={`${title} by day; the table below has the figures`}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          {days
            .filter((day) => day[measure] === null)
            .map(({ date }) => (
              <ReferenceArea
                key={date}
                x1={date}
                x2={date}
                fill="var(--sunk)"
                fillOpacity={1}
                strokeOpacity={0}
                ifOverflow="extendDomain"
              />
            ))}
          <XAxis
            dataKey="date"
            tickFormatter={sayShortDay}
            tick={{ fill: "var(--soft)", fontSize: 12 }}
            tickLine={false}
            minTickGap={12}
            stroke="var(--line)"
          />
          <YAxis
            width={34}
            domain={[0, "auto"]}
            allowDecimals={false}
            tick={{ fill: "var(--soft)", fontSize: 12 }}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: "var(--accent-wash)" }}
            contentStyle={{ background: "var(--card)", border: "1px solid var(--line)", borderRadius: 6, color: "var(--text)" }}
            itemStyle={{ color: "var(--text)" }}
            labelFormatter={(date) => sayWeekday(String(date))}
            isAnimationActive={false}
          />
          <Bar
            dataKey={measure}
            name={title}
            fill={COLOUR[measure]}
            radius={[3, 3, 0, 0]}
            maxBarSize={44}
            isAnimationActive={!isStill}
            animationDuration={250}
          />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}
