import { useQuery } from "@apollo/client/react";
import { errorsAt } from "../../graph/errors";
import { OperationsDocument } from "../../graph/graphql";
import { sayTime } from "../../parts/days";
import { receiptPath, useIdInAddress } from "../../parts/paths";
import { Picker } from "../../parts/picker";
import { Heading, Problems } from "../../parts/states";
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
        <Picker
          {...{ list, error, readAnew, pages }}
          label="Operations"
          one="operation"
          chosen={id}
          pathOf={receiptPath}
          item={({ kind, outcome, vendor, account, requestedAt }) => (
            <>
              <span className="name">
                {sentence(kind)} <OutcomeTag outcome={outcome} />
              </span>
              <span className="figures">
                {withAccount(vendor, account)} · {sayTime(requestedAt)}
              </span>
            </>
          )}
        >
          <Problems errors={list ? errorsAt(error, "operations") : []} />
          {list?.edges.length === 0 && <p className="empty">Nothing has been changed through this server yet.</p>}
        </Picker>
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
