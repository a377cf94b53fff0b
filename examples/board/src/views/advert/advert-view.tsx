import { useQuery } from "@apollo/client/react";
import { Link, Redirect } from "wouter";
import { AdvertsDocument } from "../../graph/graphql";
import { LoadMore } from "../../parts/load-more";
import { advertPath, useIdInAddress } from "../../parts/paths";
import { Sources } from "../../parts/sources";
import { Failure, Heading, Skeleton } from "../../parts/states";
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
        <nav className="picker" aria-label="Advertisements">
          {error && !list && <Failure error={error} retry={() => void readAnew()} />}
          {!list && !error && <Skeleton rows={8} />}
          <ul>
            {list?.edges.map(({ node }) => (
              <li key={node.id}>
                <Link href={advertPath(node.id)} aria-current={node.id === id ? "page" : undefined}>
                  <span className="name">{node.name}</span>
                  <span className="figures">
                    {node.code ?? "no code"} · {node.counters?.views ?? "–"} views
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          {list && list.edges.length > 0 && <LoadMore pages={pages} one="advertisement" />}
        </nav>
        <section className="card" aria-label="The advertisement">
          {id === undefined ? <p className="empty">No advertisement is live.</p> : <AdvertStats key={id} id={id} />}
        </section>
      </div>
    </>
  );
}
