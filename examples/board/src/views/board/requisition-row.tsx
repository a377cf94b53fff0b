import { memo } from "react";
import { Link } from "wouter";
import type { BoardRowFragment } from "../../graph/graphql";
import { sayDistance, sayShortDay } from "../../parts/days";
import { advertPath } from "../../parts/paths";
import { isUnknown, MissingParts } from "../../parts/sources";
import { JobTag, VacancyTag, VendorName } from "../../parts/tags";
import { plural } from "../../parts/words";

type Requisition = BoardRowFragment;
const MOST_PIPS = 12;

/** A pip a seat, the open ones hollow: the figure beside them says the same. */
function Seats({ openings, sources }: Pick<Requisition, "openings" | "sources">) {
  if (openings.length === 0) return <span className="none">{isUnknown(sources, "jobs") ? "Not known" : "No seats"}</span>;
  const open = openings.filter(({ status }) => status === "OPEN").length;
  return (
    <div className="seats">
      <span className="seats-count">
        <strong>{open}</strong> open of {openings.length}
      </span>
      {openings.length <= MOST_PIPS && (
        <span className="pips" aria-hidden="true">
          {[...openings]
            .sort((one, other) => one.status.localeCompare(other.status))
            .map(({ id, status }) => (
              <span key={id} className={status === "OPEN" ? "pip" : "pip pip-filled"} />
            ))}
        </span>
      )}
    </div>
  );
}

function Advert({ vacancy }: { vacancy: Requisition["vacancies"][number] }) {
  const { id, vendor, status, expiresAt, counters, name } = vacancy;
  return (
    <li>
      <VacancyTag status={status} />
      <Link href={advertPath(id)} title={name}>
        <VendorName vendor={vendor} />
      </Link>
      {counters?.views != null && (
        <span className="figures">
          {plural(counters.views, "view")}
          {counters.responses != null && `, ${plural(counters.responses, "response")}`}
        </span>
      )}
      {status === "ACTIVE" && expiresAt && (
        <span className="figures" title={sayDistance(expiresAt)}>
          until {sayShortDay(expiresAt)}
        </span>
      )}
    </li>
  );
}

export const RequisitionRow = memo(function RequisitionRow({ requisition }: { requisition: Requisition }) {
  const { code, status, jobs, openings, vacancies, sources } = requisition;
  // Greenhouse names a job as it is advertised; the others by their profile.
  const named = jobs.find(({ vendor }) => vendor === "GREENHOUSE") ?? jobs[0] ?? vacancies[0];
  const places = [...new Set(jobs.flatMap(({ departments, locations }) => [...departments, ...locations]))].slice(0, 3);
  return (
    <tr>
      <th scope="row" data-column="Code">
        <span className="code">{code}</span>
        <JobTag status={status} />
      </th>
      <td data-column="Position">
        <span className="name">{named?.name ?? <span className="none">Without a name</span>}</span>
        {places.length > 0 && <span className="places">{places.join(" · ")}</span>}
        <MissingParts sources={sources} />
      </td>
      <td data-column="Jobs">
        {jobs.length === 0 && <span className="none">{isUnknown(sources, "jobs") ? "Not known" : "No job"}</span>}
        <ul className="lines">
          {jobs.map(({ id, vendor, status, name }) => (
            <li key={id} title={name}>
              <JobTag status={status} />
              <VendorName vendor={vendor} />
            </li>
          ))}
        </ul>
      </td>
      <td data-column="Seats">
        <Seats openings={openings} sources={sources} />
      </td>
      <td data-column="Advertisements">
        {vacancies.length === 0 && <span className="none">{isUnknown(sources, "boards") ? "Not known" : "Not advertised"}</span>}
        <ul className="lines">
          {vacancies.map((vacancy) => (
            <Advert key={vacancy.id} vacancy={vacancy} />
          ))}
        </ul>
      </td>
    </tr>
  );
});
