import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { ContradictionFragment } from "../../graph/graphql";
import { useAnnounce } from "../../parts/announcer";
import { sayShortDay, sayTime } from "../../parts/days";
import { advertPath } from "../../parts/paths";
import { JobTag, Tag, VacancyTag, VendorName } from "../../parts/tags";
import { DISCREPANCY } from "../../parts/words";
import { RemedyItem } from "./remedy-item";
import { nameOf, titleOf } from "./remedy-words";
import { useEnd } from "./use-end";

interface Props {
  contradiction: ContradictionFragment;
  /** When the feed told that it ended. */
  endedAt: string | undefined;
}

/** A discrepancy with its records and remedies. One that ended while it was looked at stays, with the word that it did. */
export function Contradiction({ contradiction, endedAt: toldAt }: Props) {
  const { id, kind, code, message, since, records, remedies } = contradiction;
  const announce = useAnnounce();
  const [wasSent, setWasSent] = useState(false);
  const endedAt = useEnd(id, toldAt, wasSent);
  const isTold = useRef(endedAt !== undefined);
  const isMended = endedAt !== undefined;
  useEffect(() => {
    if (!isMended || isTold.current) return;
    isTold.current = true;
    announce(`${code}: mended. The vendors agree.`);
  }, [isMended, announce, code]);
  return (
    <li className={isMended ? "contradiction contradiction-mended arrived" : "contradiction"} data-id={id}>
      <header>
        <h2>
          <span className="code">{code}</span> {DISCREPANCY[kind]}
        </h2>
        {isMended ? <Tag tone="good">{`Mended at ${sayTime(endedAt)}`}</Tag> : <span className="hint">since {sayTime(since)}</span>}
      </header>
      <p className="message">{message}</p>
      <div className="contradiction-parts">
        <section aria-label="Records">
          <h3>Records</h3>
          <ul className="lines">
            {records.map((record) => (
              <li key={record.id}>
                {record.__typename === "Job" && <JobTag status={record.jobStatus} />}
                {record.__typename === "Vacancy" && <VacancyTag status={record.vacancyStatus} />}
                <VendorName vendor={record.vendor} />
                <span className="figures">
                  {record.__typename === "Vacancy" ? <Link href={advertPath(record.id)}>{nameOf(record)}</Link> : nameOf(record)}
                  {record.__typename === "Vacancy" && record.expiresAt && `, until ${sayShortDay(record.expiresAt)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="Remedies">
          <h3>Remedies</h3>
          {remedies.length === 0 && <p className="none">Nothing that this server could send.</p>}
          <ul className="remedies">
            {remedies.map((remedy) => (
              <RemedyItem
                key={titleOf(remedy) + JSON.stringify(remedy.input)}
                remedy={remedy}
                isMended={isMended}
                sent={() => setWasSent(true)}
              />
            ))}
          </ul>
        </section>
      </div>
    </li>
  );
}
