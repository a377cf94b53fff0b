import { useQuery } from "@apollo/client/react";
import { Link } from "wouter";
import { errorsAt } from "../../graph/errors";
import { OperationsDocument } from "../../graph/graphql";
import { sayTime } from "../../parts/days";
import { LoadMore } from "../../parts/load-more";
import { receiptPath, useIdInAddress } from "../../parts/paths";
import { Failure, Heading, Problems, Skeleton } from "../../parts/states";
import { OutcomeTag } from "../../parts/tags";
import { usePages } from "../../parts/use-pages";
import { sentence, withAccount } from "../../parts/words";
import "../../styles/receipt.css";
import { Receipt } from "./receipt";

const PAGE = 20;

/** View 5: operations, newest first, and the receipt of one. */
export default function ReceiptView() {
  const id = useIdInAddress();
  const read = useQuery(OperationsDocument, { variables: { first: PAGE } });
  const { list, pages, readAnew } = usePages(read, ({ operations }) => operations);
  const { error } = read;
  return (
    <>
      <Heading title="Receipts">
        <p className="lead">Every change that was asked for through this server: by whom, and what became of it.</p>
      </Heading>
      <div className="split">
        <nav className="picker" aria-label="Operations">
          {error && !list && <Failure error={error} retry={() => void readAnew()} />}
          <Problems errors={list ? errorsAt(error, "operations") : []} />
          {!list && !error && <Skeleton rows={6} />}
          {list?.edges.length === 0 && <p className="empty">Nothing has been changed through this server yet.</p>}
          <ul>
            {list?.edges.map(({ node }) => (
              <li key={node.id}>
                <Link href={receiptPath(node.id)} aria-current={node.id === id ? "page" : undefined}>
                  <span className="name">
                    {sentence(node.kind)} <OutcomeTag outcome={node.outcome} />
                  </span>
                  <span className="figures">
                    {withAccount(node.vendor, node.account)} · {sayTime(node.requestedAt)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          {list && list.edges.length > 0 && <LoadMore pages={pages} one="operation" />}
        </nav>
        {id === undefined ? (
          <p className="empty">Choose an operation to see its receipt.</p>
        ) : (
          <section className="card" aria-label="The receipt">
            <Receipt key={id} id={id} />
          </section>
        )}
      </div>
    </>
  );
}
