import { useQuery } from "@apollo/client/react";
import { Redirect } from "wouter";
import { AdvertsDocument } from "../../graph/graphql";
import { advertPath, useIdInAddress } from "../../parts/paths";
import { Picker } from "../../parts/picker";
import { isUnknown, Sources } from "../../parts/sources";
import { Heading } from "../../parts/states";
import { usePages } from "../../parts/use-pages";
import "../../styles/advert.css";
import { AdvertStats } from "./advert-stats";

const PAGE = 20;

/** View 3: advertisements to choose from, and the views and responses of one by day. */
export default function AdvertView() {
  const id = useIdInAddress();
  const read = useQuery(AdvertsDocument, { variables: { first: PAGE } });
  const { list, pages, readAnew } = usePages(read, ({ vacancies }) => vacancies);
  const { error } = read;
  const first = list?.edges[0]?.node.id;
  if (id === undefined && first !== undefined) return <Redirect to={advertPath(first)} replace />;
  return (
    <>
      <Heading title="Views and responses">
        <p className="lead">Day by day, as the board counts its days.</p>
      </Heading>
      {list && <Sources sources={list.sources} retry={() => void readAnew()} />}
      <div className="split">
        <Picker
          {...{ list, error, readAnew, pages }}
          label="Advertisements"
          one="advertisement"
          chosen={id}
          pathOf={advertPath}
          item={({ name, code, counters }) => (
            <>
              <span className="name">{name}</span>
              <span className="figures">
                {code ?? "no code"} · {counters?.views ?? "–"} views
              </span>
            </>
          )}
        />
        <section className="card" aria-label="The advertisement">
          {id !== undefined && <AdvertStats key={id} id={id} />}
          {id === undefined && list && (
            <p className="empty">{isUnknown(list.sources, "boards") ? "Not known" : "No advertisement is live."}</p>
          )}
        </section>
      </div>
    </>
  );
}
