import { useQuery } from "@apollo/client/react";
import { Link } from "wouter";
import { ReceiptTargetDocument } from "../../graph/graphql";
import { advertPath } from "../../parts/paths";
import { JobTag, VacancyTag } from "../../parts/tags";

/** The record as it is now; its id alone where it is gone or cannot be read. */
export function Target({ id }: { id: string }) {
  const { data } = useQuery(ReceiptTargetDocument, { variables: { id } });
  const record = data?.node;
  const ofCode = record?.__typename === "Job" || record?.__typename === "Vacancy" ? record.code : null;
  return (
    <>
      {record?.__typename === "Job" && (
        <>
          {record.name} <JobTag status={record.jobStatus} />
        </>
      )}
      {record?.__typename === "Vacancy" && (
        <>
          <Link href={advertPath(id)}>{record.title}</Link> <VacancyTag status={record.vacancyStatus} />
        </>
      )}
      {record?.__typename === "Opening" && `Seat ${record.openingId?.trim() ?? ""}`} <code className="target-id">{id}</code>
      {ofCode && (
        <>
          {" "}
          <Link href={`/requisitions?text=${encodeURIComponent(ofCode)}`}>{ofCode}</Link>
        </>
      )}
    </>
  );
}
